namespace PosMonitor.Reference;

/// <summary>
/// One alert that could be explained: which parent it has, and whether it is delivered, from moment to moment. It follows from when it and those that
/// explain it opened and resolved, so no other has to be known.
/// </summary>
/// <remarks>What happens up to the clock is worked out once. What becomes known of it later changes what follows only: no page is taken back.</remarks>
/// <param name="alert">The alert.</param>
/// <param name="before">Up to when all was worked out before it was heard of: one that opened by then counts as opening just after.</param>
public sealed class Explained(Alert alert, DateTimeOffset? before)
{
    private DateTimeOffset? _through;

    /// <summary>Since when it waits to be delivered; null where it does not.</summary>
    private DateTimeOffset? _heldFrom;

    /// <param name="clock">Up to when.</param>
    /// <param name="explaining">All alerts that explain it while they are open, the first to be the parent first.</param>
    /// <param name="holdFor">The setting in force now.</param>
    public void WorkOutThrough(DateTimeOffset clock, IEnumerable<Alert> explaining, TimeSpan holdFor)
    {
        if (alert.ResolvedAt <= _through)
            return;
        var parents = explaining.ToList();
        while (NextMoment(parents, HoldEnds(holdFor)) is { } moment && moment <= clock)
        {
            HappenAt(moment, parents, HoldEnds(holdFor));
            _through = moment;
            if (alert.ResolvedAt <= moment)
                return;
        }
        if (_through is not null)
            _through = clock;
    }

    /// <summary>The earliest moment at which anything may happen to it; the first is when it opens.</summary>
    private DateTimeOffset? NextMoment(List<Alert> parents, DateTimeOffset? holdEnds) => _through is null
        ? alert.OpenedAt <= before ? before.Value.AddTicks(1) : alert.OpenedAt
        : parents.Select(p => (DateTimeOffset?)p.OpenedAt)
            .Concat(parents.Select(p => p.ResolvedAt))
            .Append(alert.ResolvedAt)
            .Append(holdEnds)
            .Where(moment => moment > _through)
            .Min();

    /// <summary>"At one time": parents open, then it opens, then it or its parent resolves, then its hold ends.</summary>
    private void HappenAt(DateTimeOffset moment, List<Alert> parents, DateTimeOffset? holdEnds)
    {
        if (_through is null)
            TakeOrHold(parents.Find(p => p.OpenedAt <= moment && !(p.ResolvedAt < moment)), alert.OpenedAt);
        else if (parents.Find(p => p.OpenedAt == moment) is { } opening && TakesOver(opening, moment))
            TakeOrHold(opening, moment);

        // "One that resolves within HoldFor is never delivered", and keeps its parent.
        if (alert.ResolvedAt <= moment)
            return;

        if (alert.Parent?.ResolvedAt == moment)
            TakeOrHold(parents.Find(p => p.OpenedAt <= moment && !(p.ResolvedAt <= moment)), moment);

        if (_heldFrom is not null && holdEnds == moment)
            (_heldFrom, alert.Parent, alert.Delivered) = (null, null, true);
    }

    /// <summary>By the setting in force now. A hold that is past already ends as soon as the clock moves on.</summary>
    private DateTimeOffset? HoldEnds(TimeSpan holdFor) => _heldFrom + holdFor is { } end && end <= _through ? _through.Value.AddTicks(1) : _heldFrom + holdFor;

    /// <summary>Where there is none to take, it keeps the one that has just resolved, if any, until the hold ends.</summary>
    private void TakeOrHold(Alert? parent, DateTimeOffset heldFrom)
    {
        alert.Parent = parent ?? alert.Parent;
        _heldFrom = parent is null ? heldFrom : null;
    }

    /// <summary>A parent that opens takes the place of none, of one that has resolved, and of one of later precedence.</summary>
    private bool TakesOver(Alert opening, DateTimeOffset moment) =>
        alert.Parent is not { } parent || parent.ResolvedAt < moment || RootCause.PrecedenceOf(opening) < RootCause.PrecedenceOf(parent);
}
