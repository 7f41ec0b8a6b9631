using PosMonitor.Access;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// A snapshot of format 1, which counted issuers without regard to acquirers: of <c>icbc</c> two sales of alpha and one of beta that are closed, two of alpha and one of
/// beta that are held; of <c>ccb</c> a held one of beta.
/// </summary>
public sealed class OlderSnapshotTests
{
    private const string Snapshot = """
        AQKA2OudpbSw3hGA2OudpbSw3hEAAAACW10AABAFYWxwaGECVDECTTEEaWNiYwNDTlkEYmV0YQJUMgNjY2IEAAQABgIAAAAAAAAEAAIAAAACkgMI0A8C2AMEoB8EAAQKBAAEAAIAAAAAAAQAAAAAAA
        KSAwbQDwLYAwSgHwICAAoCAgAAAAAACAACAAAAApIDDtAPAtgDCKAfBAAABgIAAAAAAAAEAAIAAAACkgMI0A8C2AMEoB8ACgAEAAIAAAAAAAQAAAAAAAKSAwbQDwLYAwSgHwAEBgAKAgAAAAAAAAgA
        AgAAAAKSAwzQDwLYAwigHw4ACAAIAALYAwigHwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4AAAACAAAAAAAAAAAAAAACkgMC0A8AAAYAAs9JzkMVK9bTBAKA0s7dobSw3hEAAA
        AAgIS6iImwsN4RgMSAwaG0sN4RgJ7FyqG0sN4RAACAnrHdvuLT3hGAnrHdvuLT3hEABAIAAAAAAAAEAAAAAAACkgMG0A8C2AMEoB8BBFRujkbap4JEAAQlAnkxDCGg6J3flgsCAwQAZAmC8Ped35YL
        MDAKBZCXnt+WCwBkBAAAAAEggPLx+a22sN4RgPLx+a22sN4RAAEAAAECAAAGgMSAwaG0sN4R0A+gHwAAAoCexcqhtLDeEQCwYADQDwQGCgLXr3wKWcR80QQEgNqsnKO0sN4RAAAAAICI6eeJsLDeEY
        Cmo4mjtLDeEYCmo4mjtLDeEQAAgKaPnMDi094RgKaPnMDi094RAAQAAgAAAAAABAAAAAAAApIDBtAPAtgDBKAfAQamUjHN7zqWlwAEGgJ5NAwhsLCg35YLAgcEAGQJgoDAoN+WCzE5AAAAASCAoIuv
        r7aw3hGAoIuvr7aw3hEAAQAAAwAAAg6ApqOJo7Sw3hHQDwEBAHHYo2xBWQyeAAQlAnkzDCHgoKDflgsCAwQAZAmCsLCg35YLMDAKBdDPoN+WCwBkBAAAAAEggPrPuK+2sN4RgPrPuK+2sN4RAAEAAA
        ECAAIGgMze/6K0sN4R0A+gHwAABICmo4mjtLDeEQCwYADQDwAGgIDokqO0sN4RAbFyAtAPBg4ADB+AjZpXbKGwBAKAovSporSw3hEAAAAAgMivoKK0sN4RgMivoKK0sN4RgKL0qaK0sN4RAACAouC8
        v+LT3hGAouC8v+LT3hEAAgAAAAAAAAAAAAIAAAACkgMC0A8AAQJK1x8tpdzSfgAEGgJ5MgwhwISf35YLAgMEAGQJgpCUn9+WCzAwBAEBAQiAiv2w5bSw3hGAiv2w5bSw3hEAAQAAAQQAAAaAyK+gor
        Sw3hHQDwEAAAKAovSporSw3hEAsGAA0A8CBgAAAAAaAAEDBGljYmOAzN7/orSw3hECAAAAAAAAAQRiZXRhgMze/6K0sN4RBAICAgKxcgNjY2ICAAAAAAMEaWNiY4DM3v+itLDeEQIAAAAAAAACB2Jl
        dGEvTTGAzN7/orSw3hEEAgICArFyA2NjYgIAAAAAAQVhbHBoYYDIr6CitLDeEQIAAAAAAAADBGljYmOAyK+gorSw3hECAAAAAAAAAghhbHBoYS9NMYDIr6CitLDeEQIAAAAAAAEDBGljYmOAxIDBob
        Sw3hECAAAAAAAAAQVhbHBoYYDEgMGhtLDeEQIAAAAAAAADBGljYmOAxIDBobSw3hECAAAAAAAAAghhbHBoYS9NMYDEgMGhtLDeEQIAAAAAAAADA2NjYoDM3v+itLDeEQICAgICsXIDY2NiAgAAAAED
        BGljYmOA1Ly+pLSw3hECAAACABoAAwRpY2JjgMze/6K0sN4RAgAAAAAAAwNjY2KAzN7/orSw3hECAgICArFyA2NjYgIAAAACB2JldGEvTTGAzN7/orSw3hEEAgICArFyA2NjYgIAAAABBGJldGGAzN
        7/orSw3hEEAgICArFyA2NjYgIAAAADBGljYmOAyK+gorSw3hECAAAAAAACCGFscGhhL00xgMivoKK0sN4RAgAAAAAAAQVhbHBoYYDIr6CitLDeEQIAAAAAAQMEaWNiY4DEgMGhtLDeEQIAAAAAAAME
        aWNiY4DEgMGhtLDeEQIAAAAAAAIIYWxwaGEvTTGAxIDBobSw3hECAAAAAAABBWFscGhhgMSAwaG0sN4RAgAAAAABAwRpY2JjgMze/6K0sN4RAgAAAAABAwRpY2JjgNS8vqS0sN4RAgAAAgAGAARiZX
        RhgMze/6K0sN4RCoDM3v+itLDeEYDarJyjtLDeEYDM3v+itLDeEQAFYWxwaGGAyK+gorSw3hEEgMivoKK0sN4RgKL0qaK0sN4RgMivoKK0sN4RAAVhbHBoYYDEgMGhtLDeEQaAxIDBobSw3hGA0s7d
        obSw3hGAxIDBobSw3hEGBGJldGGAzN7/orSw3hEKgMze/6K0sN4RgNqsnKO0sN4RgMze/6K0sN4RBWFscGhhgMivoKK0sN4RBIDIr6CitLDeEYCi9KmitLDeEYDIr6CitLDeEQVhbHBoYYDEgMGhtL
        DeEQaAxIDBobSw3hGA0s7dobSw3hGAxIDBobSw3hEB0KlagK8lMXa7KqYG+5fSeddMtT82kJPnAdCpWtYin9PM6z8UBE29BtHco/TdAdCpWoVz+ubEyDeWBov+SS9goBJrksOWmwAA
        """;

    private readonly ShardQueries _queries;
    private readonly Shard _shard = new(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions()));

    public OlderSnapshotTests()
    {
        var bytes = Convert.FromBase64String(Snapshot.ReplaceLineEndings(""));
        ShardSnapshotReader.Read([bytes], _shard.State);
        _queries = new ShardQueries(_shard.State, _shard.Transactions);
    }

    [Fact]
    public void Whoever_sees_all_sees_what_there_was()
    {
        var icbc = _queries.Subject(SubjectKind.Issuer, "icbc", null)!;
        Assert.Equal((6L, 5L, 1L), (icbc.Total.Requested, icbc.Total[Figure.Approved], icbc.Total[Figure.Declined]));
        Assert.Equal(3, icbc.H1.Requested);
        Assert.Equal(4, icbc.Channels!.Sum(channel => channel.OnTime));
        Assert.Equal(1, _queries.Subject(SubjectKind.Issuer, "ccb", null)!.Total.Requested);
        Assert.Equal(["ccb", "icbc"], _queries.Subjects(SubjectKind.Issuer, null, null, 10, null).Select(issuer => issuer.Id));
    }

    [Fact]
    public void Whoever_sees_some_acquirers_sees_what_is_held()
    {
        var (alpha, beta) = (new AcquirerCut(["alpha"]), new AcquirerCut(["beta"]));
        Assert.Equal(2, _queries.Subject(SubjectKind.Issuer, "icbc", alpha)!.Total.Requested);
        Assert.Equal(1, _queries.Subject(SubjectKind.Issuer, "icbc", beta)!.Total.Requested);
        Assert.Equal(1, _queries.Subject(SubjectKind.Issuer, "icbc", beta)!.Channels!.Sum(channel => channel.OnTime));
        Assert.Null(_queries.Subject(SubjectKind.Issuer, "ccb", alpha));
        Assert.Equal(4, _queries.Fleet(alpha).Total.Requested);
    }

    [Fact]
    public void It_is_written_in_the_format_of_today_and_says_the_same()
    {
        var again = new Shard(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions()));
        ShardSnapshotReader.Read(ShardSnapshotWriter.Write(_shard.State), again.State);
        var queries = new ShardQueries(again.State, again.Transactions);
        foreach (var cut in new[] { null, new AcquirerCut(["alpha"]), new AcquirerCut(["beta"]) })
            foreach (var figure in Enum.GetValues<Figure>())
                Assert.Equal(_queries.Subject(SubjectKind.Issuer, "icbc", cut)!.Total[figure], queries.Subject(SubjectKind.Issuer, "icbc", cut)!.Total[figure]);
    }
}
