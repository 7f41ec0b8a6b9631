using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.reversals</c>: too many transactions of a terminal are reversed within a short time.</summary>
public sealed class TerminalReversals() : TerminalRule("terminal.reversals", 2)
{
    public override bool HasDeadline => true;

    public override long NextDeadline(TerminalCase terminal, DetectionOptions settings) =>
        terminal.TryGetLastReversal(out var last) ? last + settings.ReversalsWithin.Ticks : long.MaxValue;

    public override void JudgeReversal(TerminalCase terminal)
    {
        var settings = terminal.Settings;
        var times = terminal.Reversals;
        // Before it is over, one that is heard of late may be one of too many with any of them.
        times.Add(terminal.At);
        times.Sort();
        if (terminal.IsOpen(this))
        {
            // Only the last says when it is over.
            times.RemoveRange(0, times.Count - 1);
            return;
        }
        var count = settings.ReversalsCount;
        for (var last = count - 1; last < times.Count; last++)
        {
            var first = last - count + 1;
            if (times[first] > terminal.At || times[last] < terminal.At || times[last] - times[first] > settings.ReversalsWithin.Ticks)
                continue;
            var (onset, from) = (times[last], times[first]);
            var within = new TimeSpan(onset - from);
            terminal.Open(this, onset, AlertSeverity.Warning,
                $"{count} transactions on terminal {terminal.Id} were reversed within {Words.Span(within)}",
                $"终端 {terminal.Id} 在 {Words.SpanZh(within)}内有 {count} 笔交易被冲正",
                evidence =>
                {
                    evidence.WriteNumber("reversals", count);
                    evidence.WriteString("firstReversedAt", Words.Time(from));
                    evidence.WriteString("lastReversedAt", Words.Time(onset));
                });
            return;
        }
    }

    public override void JudgeDeadline(TerminalCase terminal)
    {
        if (terminal.IsOpen(this))
            terminal.Resolve(this, terminal.At);
        terminal.ForgetReversals();
    }
}
