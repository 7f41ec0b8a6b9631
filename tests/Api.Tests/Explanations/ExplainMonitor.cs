using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Explanations;

/// <summary>A monitor to which some mornings of January 2026 were told.</summary>
public sealed class ExplainMonitor : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal RunningMonitor Monitor { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Monitor = await RunningMonitor.Start();
        await Monitor.Post([.. Story(), .. Outage(), .. Search(), """{"type":"watermark","time":"2026-01-05T12:30:00Z"}"""]);
        await UntilSettled("2026-01-05T12:30:00Z");
    }

    public async Task DisposeAsync() => await Monitor.DisposeAsync();

    /// <summary>A charge of which the cardholder was told twenty minutes late.</summary>
    private static IEnumerable<string> Story() =>
    [
        Request("10:00:00", "lakala", "00012345", "t-1", 12800, "622202*1234"),
        Response("10:00:01.200", "lakala", "00012345", "t-1", "00"),
        """{"type":"notification","time":"2026-01-05T10:20:00Z","acquirer":"lakala","terminal":"00012345","txn":"t-1","channel":"sms","amount":12800}""",
    ];

    /// <summary>Two terminals of a merchant at which nothing works for a while.</summary>
    private static IEnumerable<string> Outage()
    {
        for (var number = 0; number < 30; number++)
        {
            var (terminal, txn) = ($"D{number % 2}", $"d-{number}");
            yield return Request($"09:00:{number:D2}", "down", terminal, txn, 500, "622202*7777", merchant: "M9");
            yield return Response($"09:00:{number:D2}.500", "down", terminal, txn, "96");
        }
        yield return Request("09:30:00", "down", "D0", "later", 500, "622202*7777", merchant: "M9");
        yield return Response("09:30:01", "down", "D0", "later", "00");
    }

    /// <summary>Payments that differ in one thing each from 88.00 with the card that ends in 0042 at 11:00.</summary>
    private static IEnumerable<string> Search()
    {
        yield return Request("11:00:20", "one", "S1", "hit", 8800, "622202*0042");
        yield return Response("11:00:21", "one", "S1", "hit", "51");
        yield return Request("10:59:00", "two", "S2", "minute-before", 8800, "450012*0042", currency: "USD");
        yield return Request("11:01:59.999", "one", "S3", "minute-after", 8800, "6222021234560042");
        yield return Request("10:58:59.999", "one", "S1", "too-early", 8800, "622202*0042");
        yield return Request("11:02:00", "one", "S1", "too-late", 8800, "622202*0042");
        yield return Request("11:00:00", "one", "S1", "other-amount", 8801, "622202*0042");
        yield return Request("11:00:00", "one", "S1", "other-card", 8800, "622202*0043");
        for (var number = 0; number < 25; number++)
            yield return Request($"11:30:{number:D2}", "many", $"N{number}", "n", 100, "622202*0001");
    }

    private static string Request(string time, string acquirer, string terminal, string txn, long amount, string card, string merchant = "898310112345678", string currency = "CNY") =>
        $$"""{"type":"request","time":"2026-01-05T{{time}}Z","acquirer":"{{acquirer}}","terminal":"{{terminal}}","txn":"{{txn}}","merchant":"{{merchant}}","amount":{{amount}},"currency":"{{currency}}","issuer":"icbc","card":"{{card}}"}""";

    private static string Response(string time, string acquirer, string terminal, string txn, string code) =>
        $$"""{"type":"response","time":"2026-01-05T{{time}}Z","acquirer":"{{acquirer}}","terminal":"{{terminal}}","txn":"{{txn}}","code":"{{code}}"}""";

    private async Task UntilSettled(string time)
    {
        using var patience = new CancellationTokenSource(Patience);
        JsonElement settled;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            settled = (await Monitor.Get("/v1/fleet")).GetProperty("clock").GetProperty("settledThrough");
        }
        while (settled.ValueKind == JsonValueKind.Null || settled.GetDateTimeOffset() < DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
    }
}
