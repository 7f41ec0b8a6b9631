namespace PosMonitor.Reference;

/// <summary>
/// <c>acquirer.silent</c>: "critical | the feed itself has gone quiet: at the end of a slot, no event of the acquirer for FeedSilentAfter (60 s),
/// after at least 60 in each of the five runs of 6 slots up to its last event's | its next event, at its time".
/// </summary>
/// <remarks>At one slot end it either opens or resolves.</remarks>
public sealed class AcquirerSilent(AlertBook book, ConfigurationInForce configuration, AcquirerEvents events) : SlotRule
{
    private const string Name = "acquirer.silent";
    private const int Runs = 5;
    private const int SlotsInRun = 6;
    private const int MinInRun = 60;

    /// <summary>Of each open alert, the last event before the silence.</summary>
    private readonly Dictionary<Alert, DateTimeOffset> _lastBefore = [];

    public override DateTimeOffset FirstSlot => events.FirstSlot;

    public override DateTimeOffset LastEnd =>
        events.Acquirers.Select(a => events.NewestSlot(a) + FeedSilentAfter(a) + 2 * Slots.Length).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    public override void Judge(DateTimeOffset end)
    {
        foreach (var acquirer in events.Acquirers)
        {
            if (book.Open(Name, acquirer) is { } open)
                open.ResolvedAt = events.EarliestAfter(_lastBefore[open], acquirer, end);
            else if (events.Last(acquirer, end) is { } last && IsSilent(acquirer, last, end))
                _lastBefore[Raise(acquirer, end)] = last;
        }
    }

    private bool IsSilent(string acquirer, DateTimeOffset last, DateTimeOffset end)
    {
        if (end - last < FeedSilentAfter(acquirer))
            return false;
        var lastSlotEnd = Slots.StartOf(last) + Slots.Length;
        return Enumerable.Range(0, Runs)
            .Select(run => lastSlotEnd - run * SlotsInRun * Slots.Length)
            .All(runEnd => Enumerable.Range(1, SlotsInRun).Sum(back => events.CountIn(acquirer, runEnd - back * Slots.Length)) >= MinInRun);
    }

    private TimeSpan FeedSilentAfter(string acquirer) => configuration.Now.SettingsOf(acquirer).FeedSilentAfter;

    private Alert Raise(string acquirer, DateTimeOffset end) => book.Raise(new Alert
    {
        Rule = Name,
        Severity = "critical",
        SubjectKind = "acquirer",
        SubjectId = acquirer,
        Acquirer = acquirer,
        OpenedAt = end,
    });
}
