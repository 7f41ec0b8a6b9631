using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.silent</c>: on duty, and nothing comes from it.</summary>
public sealed class TerminalSilent() : TerminalRule("terminal.silent", 16)
{
    public override bool HasDeadline => true;

    public override long NextDeadline(TerminalCase terminal, DetectionOptions settings)
    {
        ref readonly var state = ref terminal.State;
        return state.OnDuty && !terminal.IsOpen(this) ? state.LastSent + settings.SilentAfter.Ticks : long.MaxValue;
    }

    public override void JudgeEvent(TerminalCase terminal)
    {
        if (terminal.IsNextSent && terminal.IsOpen(this))
            terminal.Resolve(this, terminal.At);
    }

    public override void JudgeDeadline(TerminalCase terminal)
    {
        var (last, signin) = (terminal.State.LastSent, terminal.State.LastSignin);
        var span = new TimeSpan(terminal.At - last);
        terminal.Open(this, terminal.At, AlertSeverity.Warning,
            $"Terminal {terminal.Id} is on duty and has sent nothing for {Words.Span(span)}",
            $"终端 {terminal.Id} 在班，但已 {Words.SpanZh(span)}没有上送任何报文",
            evidence =>
            {
                evidence.WriteString("lastSentAt", Words.Time(last));
                if (signin != 0)
                    evidence.WriteString("lastSigninAt", Words.Time(signin));
            });
    }
}
