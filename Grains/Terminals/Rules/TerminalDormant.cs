using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.dormant</c>: nothing was sold on the terminal for a long time: it may be lost, or stand somewhere else.</summary>
public sealed class TerminalDormant() : TerminalRule("terminal.dormant", 8)
{
    public override bool HasDeadline => true;

    public override long NextDeadline(TerminalCase terminal, DetectionOptions settings)
    {
        var since = Since(terminal);
        return since == 0 || terminal.IsOpen(this) ? long.MaxValue : since + settings.DormantAfter.Ticks;
    }

    public override void JudgeApproval(TerminalCase terminal)
    {
        if (terminal.IsLatestApproval && terminal.IsOpen(this))
            terminal.Resolve(this, terminal.At);
    }

    public override void JudgeDeadline(TerminalCase terminal)
    {
        var since = Since(terminal);
        var sold = terminal.State.LastApproved != 0;
        var days = new TimeSpan(terminal.At - since);
        terminal.Open(this, terminal.At, AlertSeverity.Info,
            sold ? $"Terminal {terminal.Id} has had no approved transaction for {Words.Span(days)}" : $"Terminal {terminal.Id} has never had an approved transaction in {Words.Span(days)}",
            sold ? $"终端 {terminal.Id} 已 {Words.SpanZh(days)}没有成功交易" : $"终端 {terminal.Id} 启用 {Words.SpanZh(days)}以来没有成功交易",
            evidence => evidence.WriteString(sold ? "lastApprovedAt" : "firstEventAt", Words.Time(since)));
    }

    private static long Since(TerminalCase terminal) => terminal.State.LastApproved != 0 ? terminal.State.LastApproved : terminal.State.FirstEvent;
}
