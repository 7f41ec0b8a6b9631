namespace PosMonitor.Reference;

/// <summary>
/// <c>transaction.duplicate-charge</c>: "critical | an approved purchase of a known card on the same terminal with the same card, amount and
/// currency as the latest earlier one that is approved and not reversed, its response at most 120 s after that one's; the subject is the second,
/// at its response | one of the two is reversed, at that time".
/// </summary>
/// <remarks>
/// Read as: the latest earlier one of the same card, amount and currency. A purchase is judged when it becomes approved (or when an event changes
/// what or when that was) by its own settings, and the next later one then too, as events may come out of order; never again when its partner was reversed.
/// </remarks>
public sealed class DuplicateCharge(AlertBook book, IEnumerable<Transaction> ofTerminal) : TransactionRule(book)
{
    private readonly Dictionary<Transaction, (DateTimeOffset, string?, long?, string?)> _judged = [];
    private readonly List<(Transaction First, Transaction Second, Alert Alert)> _pairs = [];

    protected override string Name => "transaction.duplicate-charge";
    protected override string Severity => "critical";

    public override void Judge(TransactionChange change)
    {
        if (IsCandidate(change.Transaction))
        {
            var request = change.Transaction.Facts.Request!;
            var charge = (RespondedAt(change.Transaction), request.Card, request.Amount, request.Currency);
            if (_judged.TryGetValue(change.Transaction, out var judged) && judged == charge)
                return;
            _judged[change.Transaction] = charge;
            var same = ofTerminal.Where(t => t != change.Transaction && IsCandidate(t) && IsSameCharge(t, change.Transaction)).ToList();
            JudgePair(same.Where(t => RespondedAt(t) <= RespondedAt(change.Transaction)).MaxBy(RespondedAt), change.Transaction);
            if (same.Where(t => RespondedAt(t) > RespondedAt(change.Transaction)).MinBy(RespondedAt) is { } next)
                JudgePair(change.Transaction, next);
        }
        else if (change.Now.Outcome == Outcome.Reversed)
        {
            // A pair is over with that: the same second may make another one with an earlier purchase that is heard of later.
            foreach (var pair in _pairs.Where(p => p.First == change.Transaction || p.Second == change.Transaction).ToList())
            {
                pair.Alert.ResolvedAt ??= change.At;
                _pairs.Remove(pair);
            }
        }
    }

    private void JudgePair(Transaction? first, Transaction second)
    {
        if (first is null || RespondedAt(second) - RespondedAt(first) > second.Settings.DuplicateWithin || OpenOf(second) is not null)
            return;
        _pairs.Add((first, second, Raise(second, RespondedAt(second))));
    }

    private static bool IsCandidate(Transaction t) =>
        t.Conclusion.Outcome == Outcome.Approved && t.Facts.Request is { Kind: "purchase", Card: not null };

    private static bool IsSameCharge(Transaction a, Transaction b) =>
        (a.Facts.Request!.Card, a.Facts.Request.Amount, a.Facts.Request.Currency)
        == (b.Facts.Request!.Card, b.Facts.Request.Amount, b.Facts.Request.Currency);

    private static DateTimeOffset RespondedAt(Transaction t) => t.Facts.Response!.Time;
}
