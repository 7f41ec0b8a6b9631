namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.degraded</c>: "critical | of the notifications expected of that issuer whose match came in time (at the later of it and r) or
/// whose NotifySla passed (then), >= 50, >= 30 % were not on-time (a mismatched one is not, a reversed one is no longer expected)".
/// </summary>
/// <remarks>Every transaction is counted once, as it is now: when what is known of it changes, it is taken out and put where it belongs.</remarks>
public sealed class NotificationDegraded(AlertBook book, ConfigurationInForce configuration) : ShareRule(book, configuration)
{
    private readonly Dictionary<Transaction, (string Issuer, SlotEntry Entry)> _counted = [];

    protected override string Name => "notification.degraded";
    protected override string SubjectKind => "issuer";

    public void Changed(Transaction transaction)
    {
        if (_counted.Remove(transaction, out var before))
            TakeOut(before.Issuer, before.Entry);
        if (EntryOf(transaction) is { } entry)
        {
            _counted.Add(transaction, (entry.Issuer, entry));
            Count(entry.Issuer, entry);
        }
    }

    protected override ReferenceSettings SettingsOf(string subjectId) => Configuration.SettingsOf(issuer: subjectId);

    protected override int Min(ReferenceSettings settings) => settings.NotificationMin;

    protected override bool IsSpread(IReadOnlyList<SlotEntry> failures) => true;

    private static SlotEntry? EntryOf(Transaction transaction)
    {
        var conclusion = transaction.Conclusion;
        if (!conclusion.Expected)
            return null;
        var responded = transaction.Facts.Response!.Time;
        var sla = responded + transaction.Settings.NotifySla;
        var match = conclusion.Cardholder.Match;
        if (match?.Time <= sla)
            return Entry(match.Time > responded ? match.Time : responded, conclusion.Verdict == Verdict.Mismatched);
        return match is not null || transaction.IsFired(DeadlineKind.NotifySla) ? Entry(sla, failed: true) : null;

        SlotEntry Entry(DateTimeOffset time, bool failed) =>
            new(time, failed, $"{transaction.Acquirer}/{transaction.Terminal}", transaction.Issuer!);
    }
}
