namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.reversals</c>: "warning | the third transaction reversed within 10 min (first to third at most 10 min), at its reversal | no
/// reversal for 10 min, at that deadline".
/// </summary>
/// <remarks>Every transaction counts once, with its first reversal event to arrive, whether its request is known or not.</remarks>
public sealed class TerminalReversals(AlertBook book, Terminal terminal) : TerminalDeadlineRule(book, terminal)
{
    private readonly List<DateTimeOffset> _reversals = [];

    protected override string Name => "terminal.reversals";
    protected override string Severity => "warning";

    /// <summary>When it is over, unless another reversal comes: those before are of no account any more, also for one that is heard of late.</summary>
    public override DateTimeOffset? Deadline => _reversals.Count == 0 ? null : _reversals.Max() + Settings.ReversalsWithin;

    public void Count(DateTimeOffset reversal)
    {
        _reversals.Add(reversal);
        if (Open is not null)
            return;

        // Any three in a row, with the new one among them, whose first and third are near enough: they became too many at the third.
        var inOrder = _reversals.Order().ToList();
        for (var third = Settings.ReversalsCount - 1; third < inOrder.Count; third++)
        {
            var (from, to) = (inOrder[third - Settings.ReversalsCount + 1], inOrder[third]);
            if (from <= reversal && reversal <= to && to - from <= Settings.ReversalsWithin)
            {
                Raise(to);
                return;
            }
        }
    }

    public override void Fire()
    {
        if (Open is not null)
            Resolve(Deadline!.Value);
        _reversals.Clear();
    }
}
