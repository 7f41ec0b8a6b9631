using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary>
/// <c>transaction.reversal-unconfirmed</c>: the terminal reversed, and nobody has said that it was taken: the cardholder may stay charged. Judged where
/// reversals are to be answered (<c>ExpectReversalResponse</c>).
/// </summary>
public sealed class TransactionReversalUnconfirmed() : TransactionRule("transaction.reversal-unconfirmed", 128)
{
    public override void Judge(TransactionCase change)
    {
        var confirmed = change.After.ConfirmedAt != long.MaxValue;
        if (change.IsOpen(this))
        {
            if (confirmed)
                change.Resolve(this, change.At);
            return;
        }
        if (change.Fired != Deadline.ReversalResponse || confirmed)
            return;
        var window = change.Settings.ReversalWindow;
        var (en, zh) = change.Facts.HasRequest ? ($"The reversal of {change.Money}", $"{change.Money} 的冲正") : ($"A reversal", "一笔冲正");
        change.Open(this, change.Facts.Reversal.Time + window.Ticks, AlertSeverity.Critical,
            $"{en} on terminal {change.TerminalId} was not confirmed within {Words.Span(window)}: the cardholder may stay charged",
            $"终端 {change.TerminalId} 上{zh}在 {Words.SpanZh(window)}内未获确认，持卡人可能仍被扣款");
    }
}
