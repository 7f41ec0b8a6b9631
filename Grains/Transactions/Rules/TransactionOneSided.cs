using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>transaction.one-sided</c> (单边账): approved after the terminal had given up, and not reversed: the cardholder paid, the merchant has no sale.</summary>
public sealed class TransactionOneSided() : TransactionRule("transaction.one-sided", 32)
{
    public override void Judge(TransactionCase change)
    {
        if (change.IsOpen(this))
        {
            if (change.After.Outcome == Outcome.Reversed)
                change.Resolve(this, change.At);
            return;
        }
        if (change.Fired != Deadline.ReversalWindow || change.After is not { Outcome: Outcome.Approved, LateResponse: true })
            return;
        var window = change.Settings.ReversalWindow;
        change.Open(this, change.Facts.Response.Time + window.Ticks, AlertSeverity.Critical,
            $"{change.Money} were approved too late for terminal {change.TerminalId} and not reversed within {Words.Span(window)}",
            $"终端 {change.TerminalId} 的 {change.Money} 交易在超时后才获批准，且 {Words.SpanZh(window)}内未冲正（单边账）");
    }
}
