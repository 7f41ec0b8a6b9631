using PosMonitor.Alerts;
using PosMonitor.Events;

namespace PosMonitor.Transactions.Rules;

/// <summary>
/// <c>transaction.duplicate-charge</c>: a card was charged the same amount twice on a terminal. The subject is the second of the two; it is judged
/// when either of them becomes approved, whichever is heard of last.
/// </summary>
public sealed class TransactionDuplicateCharge() : TransactionRule("transaction.duplicate-charge", 64)
{
    public override void Judge(TransactionCase change)
    {
        if (IsCharge(change))
        {
            if (change.Charges.Holds(change.Number, change.Facts))
                return;
            if (change.Charges.Holds(change.Number))
                change.Charges.Remove(change.Number);
            change.Charges.Add(change.Number, change.Facts);
            JudgeAsSecond(change);
            JudgeNext(change);
        }
        else if (change.Charges.Holds(change.Number))
        {
            change.Charges.Remove(change.Number);
            if (change.After.Outcome == Outcome.Reversed)
                ResolvePairs(change);
        }
    }

    /// <summary>An approved purchase of a known card that is not reversed.</summary>
    private static bool IsCharge(TransactionCase change) =>
        change.After.Outcome == Outcome.Approved && change.Facts.Request is { Kind: TransactionKind.Purchase, Card: not 0 };

    private void JudgeAsSecond(TransactionCase change)
    {
        var first = change.Charges.LatestBefore(change.Number, change.Facts);
        if (first >= 0)
            JudgePair(change, first, change.Number);
    }

    // Out of order: what is approved now may be the first of one that was approved before.
    private void JudgeNext(TransactionCase change)
    {
        var second = change.Charges.EarliestAfter(change.Number, change.Facts);
        if (second >= 0)
            JudgePair(change, change.Number, second);
    }

    private void JudgePair(TransactionCase change, int first, int second)
    {
        var (firstAt, secondAt) = (change.Charges.RespondedAt(first), change.Charges.RespondedAt(second));
        if (secondAt - firstAt > change.Settings.DuplicateWithin.Ticks || change.IsOpenOf(this, second))
            return;
        change.Charges.Pair(first, second);
        var firstTxn = change.TxnOf(first);
        var after = new TimeSpan(secondAt - firstAt);
        change.OpenOf(this, second, secondAt, AlertSeverity.Critical,
            $"A card was charged {change.Money} twice on terminal {change.TerminalId} within {Words.Span(after)}",
            $"同一张卡在终端 {change.TerminalId} 上 {Words.SpanZh(after)}内被重复扣款 {change.Money}",
            evidence =>
            {
                evidence.WriteString("firstTxn", firstTxn);
                evidence.WriteString("firstRespondedAt", Words.Time(firstAt));
            });
    }

    private void ResolvePairs(TransactionCase change)
    {
        foreach (var second in change.Charges.Unpair(change.Number))
        {
            if (change.IsOpenOf(this, second))
                change.ResolveOf(this, second, change.At);
        }
        foreach (var closed in change.Charges.UnpairClosed(change.Number))
            change.ResolveClosed(this, closed, change.At);
    }
}
