using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

/// <summary>
/// A story on terminal <c>a/t</c>, told to the reference model line by line; times are seconds after noon, which is eight in the evening where the
/// acquirer is. The acquirer is licensed.
/// </summary>
internal sealed class Timeline
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public Timeline(ReferenceSettings? settings = null)
    {
        Monitor = new ReferenceMonitor(settings, Rules.All);
        Monitor.ConfigureAcquirer("a", new AcquirerEntry { Licensed = "true" });
    }

    public ReferenceMonitor Monitor { get; }

    public static DateTimeOffset At(double seconds) => Noon + TimeSpan.FromSeconds(seconds);

    public Timeline Request(
        double at, string txn, long amount = 100, string kind = "purchase", string? card = null, string terminal = "t", string issuer = "icbc",
        string merchant = "m") =>
        Take(Event("request", at, txn, terminal) with
        {
            Merchant = merchant,
            Kind = kind,
            Amount = amount,
            Currency = "CNY",
            Issuer = issuer,
            Card = card,
        });

    public Timeline Response(double at, string txn, string code = "00", string terminal = "t") =>
        Take(Event("response", at, txn, terminal) with { Code = code });

    public Timeline Reversal(double at, string txn, string terminal = "t") => Take(Event("reversal", at, txn, terminal));

    public Timeline ReversalResponse(double at, string txn, string code = "00") =>
        Take(Event("reversal-response", at, txn, "t") with { Code = code });

    public Timeline Notification(
        double at, string txn, long amount = 100, string status = "delivered", string currency = "CNY", string recipient = "cardholder",
        string terminal = "t") =>
        Take(Event("notification", at, txn, terminal) with
        {
            Amount = amount,
            Currency = currency,
            Channel = "sms",
            Recipient = recipient,
            Status = status,
        });

    public Timeline Control(double at, string type, string? merchant = null, (double Lat, double Lon)? position = null, string acquirer = "a") =>
        Take(Event(type, at, null, "t") with { Acquirer = acquirer, Merchant = merchant, Lat = position?.Lat, Lon = position?.Lon });

    public Timeline Settlement(double at, string payer, string merchant = "m", long amount = 100) => Take(new ContractEvent
    {
        Type = "settlement",
        Time = At(at),
        Acquirer = "a",
        Merchant = merchant,
        Amount = amount,
        Currency = "CNY",
        Payer = payer,
    });

    public Timeline Configure(string scope, Func<ReferenceSettings, ReferenceSettings>? overrides)
    {
        Monitor.Configure(scope, overrides);
        return this;
    }

    public Timeline Watermark(double at) => Take(new ContractEvent { Type = "watermark", Time = At(at) });

    /// <summary>Requested and answered in one second; finishes at <paramref name="at"/>.</summary>
    public Timeline Finished(double at, string txn, string code = "00", string terminal = "t", string issuer = "icbc", string merchant = "m") =>
        Request(at - 1, txn, kind: "balance", terminal: terminal, issuer: issuer, merchant: merchant).Response(at, txn, code, terminal);

    public Transaction Transaction(string txn) => Monitor.Transactions.Single(t => t.Txn == txn);

    public Conclusion Conclusion(string txn) => Transaction(txn).Conclusion;

    /// <summary>All alerts as lines: <c>rule subject severity opened..resolved</c>, in seconds after noon, in order of opening.</summary>
    public IEnumerable<string> Alerts =>
        Monitor.Alerts.OrderBy(a => a.OpenedAt).ThenBy(a => a.Rule, StringComparer.Ordinal)
            .Select(a => $"{a.Rule} {a.SubjectId} {a.Severity} {Seconds(a.OpenedAt)}..{(a.ResolvedAt is { } at ? Seconds(at) : "")}");

    /// <summary>The alerts of a rule as above.</summary>
    public IEnumerable<string> Of(string rule) => Alerts.Where(a => a.StartsWith($"{rule} ", StringComparison.Ordinal));

    /// <summary>The alerts that could be explained: <c>rule subject delivered &lt; parent</c>, in order of opening.</summary>
    public IEnumerable<string> Explained =>
        Monitor.Alerts.Where(a => RootCause.Explainable.Contains(a.Rule)).OrderBy(a => a.OpenedAt).ThenBy(a => a.Rule, StringComparer.Ordinal)
            .Select(a => $"{a.Rule} {a.SubjectId} {(a.Delivered ? "delivered" : "held")}{(a.Parent is { } p ? $" < {p.Rule} {p.SubjectId}" : "")}");

    private static string Seconds(DateTimeOffset at) => $"{(at - Noon).TotalSeconds:0.###}";

    private static ContractEvent Event(string type, double at, string? txn, string terminal) =>
        new() { Type = type, Time = At(at), Acquirer = "a", Terminal = terminal, Txn = txn };

    private Timeline Take(ContractEvent e)
    {
        Monitor.Take(e);
        return this;
    }
}
