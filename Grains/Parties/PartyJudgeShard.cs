namespace PosMonitor.Parties;

/// <summary>What the judge has heard of a shard since it introduced itself.</summary>
internal sealed class PartyJudgeShard(long clock)
{
    private long _heard = clock;

    /// <summary>How far the shard has come, UTC ticks.</summary>
    public long Clock { get; private set; } = clock;

    /// <summary>Reports that count at no slot end judged so far, oldest first.</summary>
    public Queue<SlotReport> Waiting { get; } = [];

    /// <summary>Takes a report unless it is older than the last one: then it is told again, and counted.</summary>
    public void Hear(SlotReport report)
    {
        if (report.Clock < _heard)
            return;
        // A shard that does not say when it ticked before ticked at the latest moment that it told of.
        Waiting.Enqueue(report.Since == long.MinValue ? report with { Since = Math.Max(_heard, Clock) } : report);
        _heard = report.Clock;
    }

    public void Advance(long clock) => Clock = Math.Max(Clock, clock);
}
