using System.Text;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.EndToEnd.CardData;

/// <summary>Full PANs, track data, PIN blocks and CVVs are planted wherever a sender could put them; none is on disk, in a log or in an answer.</summary>
public sealed class CardDataTests
{
    private const string Pan = "6222026789054321";
    private const string Track2 = "6222026789054321=29122011234500000";
    private const string Track1 = "%B6222026789054321^ZHANG/SAN^29122011234500000?";
    private const string PinBlock = "0412ACFF8D6E3B21";
    private const string Cvv = "cvv-73519";

    /// <summary>What must be nowhere: the middle of the PAN gives away every form of it.</summary>
    private static readonly string[] Secrets = ["678905", PinBlock, Cvv, "ZHANG/SAN", "29122011234500000"];

    private static readonly string[] Names =
    [
        "track1", "track2", "track3", "track2Equivalent", "Track_2", "pin", "pinBlock", "PIN-BLOCK", "cvv", "cvv2", "cvc", "cvc2", "cav2", "cid",
        "de35", "DE36", "de45", "de-52",
    ];

    private static readonly string[] Fields =
    [
        "type", "time", "acquirer", "terminal", "merchant", "txn", "kind", "currency", "issuer", "card", "code", "channel", "recipient", "status",
        "payer", "somethingElse",
    ];

    /// <summary>Where sixteen digits are no valid value; in an id they are one, and nobody can tell.</summary>
    private static readonly string[] FieldsWithoutIds = ["type", "time", "kind", "currency", "channel", "recipient", "status", "code", "somethingElse"];

    [Fact]
    public async Task Planted_card_data_is_nowhere()
    {
        using var directory = new DataDirectory();
        var answers = new StringBuilder();
        string output;
        await using (var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream", "Logging:LogLevel:Default=Debug"))
        {
            foreach (var line in Lines())
                answers.Append(await monitor.Client.Post(Encoding.UTF8.GetBytes($"{{\"type\":\"watermark\",\"time\":\"2026-03-02T00:00:00Z\"}}\n{line}\n")));
            var card = await monitor.Client.Get("/v1/acquirers/a/terminals/t/transactions/card");
            Assert.Equal("622202*4321", card.GetProperty("card").GetString());
            answers.Append(card);
            foreach (var item in await monitor.Client.All("/v1/acquirers/a/terminals/t/transactions"))
                answers.Append(item);
            output = monitor.Output;
            ScanDisk(directory.Path, "while it runs");
            Assert.Equal(0, await monitor.Terminate());
            output += monitor.Output;
        }
        ScanDisk(directory.Path, "after it stopped");
        Assert.All(Secrets, s => Assert.DoesNotContain(s, answers.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.All(Secrets, s => Assert.DoesNotContain(s, output, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_name_and_form_of_card_data_is_refused()
    {
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream");
        var refused = Named().Concat(InForm()).ToList();

        var answer = await monitor.Client.Post(Encoding.UTF8.GetBytes(string.Join('\n', refused)));

        Assert.Equal((0, refused.Count), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.All(answer.GetProperty("errors").EnumerateArray(), e => Assert.Equal("card-data", e.GetProperty("code").GetString()));
    }

    /// <summary>Every line with something planted in it.</summary>
    private static IEnumerable<string> Lines()
    {
        yield return Line(("txn", "card"), ("card", Pan));
        foreach (var line in Named().Concat(InForm()))
            yield return line;
        foreach (var field in FieldsWithoutIds)
            yield return Line((field, Pan));
        foreach (var field in Fields)
            yield return Line((field, new { number = Pan }));
        yield return Line(("amount", long.Parse(Pan, System.Globalization.CultureInfo.InvariantCulture)));
        yield return Line(("lat", Pan));
        yield return Line((Pan, "a name"));
        yield return Line(("txn", "card"))[..^1] + $",\"card\":\"{Pan}";
        yield return $"{Pan} is no JSON";
        yield return Line(("note", Pan + new string('x', 17 * 1024)));
    }

    private static IEnumerable<string> Named()
    {
        foreach (var name in Names)
        {
            yield return Line((name, Cvv));
            yield return Line(("more", new { deep = new object[] { new Dictionary<string, string> { [name] = PinBlock } } }));
        }
    }

    private static IEnumerable<string> InForm()
    {
        foreach (var field in Fields)
        {
            yield return Line((field, Track1));
            yield return Line((field, Track2));
        }
        yield return Line(("more", new { deep = new[] { $"read: {Track2} ok" } }));
    }

    /// <summary>A valid request but for what is planted.</summary>
    private static string Line(params (string Name, object Value)[] planted)
    {
        var fields = new Dictionary<string, object>
        {
            ["type"] = "request",
            ["time"] = "2026-03-02T12:00:00Z",
            ["acquirer"] = "a",
            ["terminal"] = "t",
            ["merchant"] = "m",
            ["txn"] = "x",
            ["amount"] = 100,
        };
        foreach (var (name, value) in planted)
            fields[name] = value;
        return JsonSerializer.Serialize(fields);
    }

    private static void ScanDisk(string directory, string when)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            // The lock of the directory is held, and empty.
            if (new FileInfo(file).Length == 0)
                continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var bytes = copy.ToArray();
            foreach (var secret in Secrets)
            {
                Assert.False(Holds(bytes, Encoding.ASCII.GetBytes(secret)), $"{file} holds '{secret}' {when}.");
                Assert.False(Holds(bytes, Encoding.Unicode.GetBytes(secret)), $"{file} holds '{secret}' in UTF-16 {when}.");
            }
        }
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> secret) => bytes.IndexOf(secret) >= 0;
}
