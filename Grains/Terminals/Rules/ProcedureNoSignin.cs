using PosMonitor.Alerts;
using PosMonitor.Events;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>procedure.no-signin</c>: the first request of a business day comes before the day's sign-in, where one is required.</summary>
public sealed class ProcedureNoSignin() : TerminalRule("procedure.no-signin", 128)
{
    public override void JudgeEvent(TerminalCase terminal)
    {
        if (terminal.Event == EventType.Signin && terminal.IsOpen(this))
            terminal.Resolve(this, terminal.At);
        if (terminal.Event != EventType.Request || !terminal.Settings.RequireSignin)
            return;
        var day = terminal.DayOf(terminal.At);
        var signin = terminal.State.LastSignin;
        // Of a request of an earlier day than the last sign-in nobody knows any more what came before it.
        if ((signin != 0 && terminal.DayOf(signin) >= day) || terminal.Procedure?.NoSigninDay >= day)
            return;
        terminal.EnsureProcedure().NoSigninDay = day;
        if (!terminal.IsOpen(this))
            Open(terminal, signin);
    }

    private void Open(TerminalCase terminal, long signin) =>
        terminal.Open(this, terminal.At, AlertSeverity.Warning,
            $"Terminal {terminal.Id} asks for transactions without having signed in on this business day",
            $"终端 {terminal.Id} 当日未签到即发起交易",
            evidence =>
            {
                if (signin != 0)
                    evidence.WriteString("lastSigninAt", Words.Time(signin));
                else
                    evidence.WriteNull("lastSigninAt");
            });
}
