namespace PosMonitor.Reference;

/// <summary>
/// The events of a transaction that count (contract §3): "the earliest event of each type (by time; of two at one time, the smaller code or
/// amount) is the one that counts; of notifications, the earliest of each distinct (channel, recipient, status, amount, currency)".
/// </summary>
public sealed class Facts
{
    public Facts(IReadOnlyList<ContractEvent> events)
    {
        Request = Earliest(events, "request");
        Response = Earliest(events, "response");
        Reversal = Earliest(events, "reversal");
        ReversalResponses = [.. events.Where(e => e.Type == "reversal-response").OrderBy(e => e.Time)];
        Notifications =
        [
            .. events.Where(e => e.Type == "notification")
                .OrderBy(e => e.Time)
                .DistinctBy(e => (e.Channel, e.Recipient, e.Status, e.Amount, e.Currency)),
        ];
        First = events.Min(e => e.Time);
        Last = events.Max(e => e.Time);
    }

    public ContractEvent? Request { get; }
    public ContractEvent? Response { get; }
    public ContractEvent? Reversal { get; }

    /// <summary>In order of time; all of them, as any that is approved confirms the reversal.</summary>
    public IReadOnlyList<ContractEvent> ReversalResponses { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<ContractEvent> Notifications { get; }

    /// <summary>The time of the earliest event on record, of whatever type.</summary>
    public DateTimeOffset First { get; }

    /// <summary>The time of the latest event on record, of whatever type.</summary>
    public DateTimeOffset Last { get; }

    private static ContractEvent? Earliest(IReadOnlyList<ContractEvent> events, string type) =>
        events.Where(e => e.Type == type)
            .OrderBy(e => e.Time)
            .ThenBy(e => e.Code, StringComparer.Ordinal)
            .ThenBy(e => e.Amount)
            .FirstOrDefault();
}
