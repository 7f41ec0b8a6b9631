using PosMonitor.Journal;

namespace PosMonitor.Versions;

/// <summary>
/// Journals and snapshots that were kept as files: what a build of some day wrote, every later one reads and concludes the same from.
/// <c>POSMONITOR_KEEP=tests/Grains.Tests/Versions/NAME</c> leaves what this one writes.
/// </summary>
public sealed class KeptFilesTests
{
    private const int Seed = 12;

    public static TheoryData<string> Names => [.. KeptFiles.All.Select(kept => kept.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_journal_is_read(string name)
    {
        var kept = Of(name);
        Assert.Equal(kept.Concluded, KeptShard.Conclusions(KeptShard.Fold(kept.Journal, KeptShard.New())));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_snapshot_is_read_and_the_journal_goes_on_from_it(string name)
    {
        var kept = Of(name);
        Assert.InRange(kept.Snapshot.Seq, 10, kept.Journal.Count - 10);
        Assert.Equal(kept.Concluded, KeptShard.Conclusions(KeptShard.Fold(kept.Journal, KeptShard.From(kept.Snapshot).Shard)));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_a_snapshot_says_was_not_told_yet_is_what_follows_from_the_journal(string name)
    {
        var kept = Of(name);
        var untold = KeptShard.From(kept.Snapshot).Untold;
        // Formats without it were written where all was told.
        if (string.CompareOrdinal(name, "2026-11-28-3") < 0)
            Assert.Empty(untold.News);
        else
            Assert.Equivalent(kept.UntoldOf(KeptShard.News(kept.Journal, KeptShard.New())), untold.News, strict: true);
    }

    [Fact]
    public void What_is_written_today_is_what_was_kept_last()
    {
        var directory = Environment.GetEnvironmentVariable("POSMONITOR_KEEP") is { Length: > 0 } keep ? keep : Directory.CreateTempSubdirectory("posmonitor-").FullName;
        KeptFiles.Keep(directory, Seed);
        var (today, last) = (new KeptFiles(directory), KeptFiles.All.Last());
        Assert.True(
            today.Journal.Select(record => Convert.ToHexString(record.Bytes.Span)).SequenceEqual(last.Journal.Select(record => Convert.ToHexString(record.Bytes.Span)))
            && Words(today.Snapshot).SequenceEqual(Words(last.Snapshot)),
            "This build writes another format than the one that was kept last: keep its files too, see KeptFilesTests.");
    }

    // In how many pieces it lies is of no matter.
    private static IEnumerable<string> Words(ShardSnapshot snapshot) =>
        new[] { snapshot.Parts.Head }.Concat(snapshot.Parts.Layers.Select(layer => layer.Parts!)).Select(parts => string.Concat(parts.Select(part => Convert.ToHexString(part.Span))));

    private static KeptFiles Of(string name) => KeptFiles.All.Single(kept => kept.Name == name);
}
