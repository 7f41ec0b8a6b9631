using PosMonitor.Alerts;

namespace PosMonitor.Terminals.Rules;

/// <summary><c>terminal.rebound</c> (一机多户): the terminal works for another merchant than the one that it is bound to.</summary>
public sealed class TerminalRebound() : TerminalRule("terminal.rebound", 32)
{
    public override void JudgeEvent(TerminalCase terminal)
    {
        var (bound, named) = (terminal.BoundMerchant, terminal.NamedMerchant);
        if (named < 0 || bound < 0)
            return;
        if (named == bound)
        {
            if (terminal.IsOpen(this))
                terminal.Resolve(this, terminal.At);
            return;
        }
        if (!terminal.IsOpen(this))
            Open(terminal, bound, named);
    }

    private void Open(TerminalCase terminal, int bound, int named)
    {
        var (own, other) = (terminal.MerchantText(bound), terminal.MerchantText(named));
        terminal.Open(this, terminal.At, AlertSeverity.Critical,
            $"Terminal {terminal.Id} of merchant {own} works for merchant {other}",
            $"商户 {own} 的终端 {terminal.Id} 正在为商户 {other} 受理交易（一机多户）",
            evidence =>
            {
                evidence.WriteString("boundMerchant", own);
                evidence.WriteString("namedMerchant", other);
            });
    }
}
