using PosMonitor.Settings;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>
/// Finds for every alert the one that explains it, and when it is delivered (contract §4: one outage is one page).
/// <para>
/// Alerts are heard of in any order; what follows is worked off in the order of event time, up to the settled clock. So it does not depend on which
/// shard told first. What it knows is a function of the alerts as they are stored and of its clock: made from both, it goes on where another stopped.
/// </para>
/// </summary>
public sealed class Explainer
{
    private readonly Func<IAlertHead, TimeSpan> _holdFor;
    private readonly ClockMode _mode;
    private readonly Dictionary<string, ExplainedAlert> _alerts = [];
    private readonly Dictionary<string, ExplainingAlert> _causes = [];
    private readonly OpenAlerts _open = new();
    private readonly PriorityQueue<object, Moment> _moments = new();
    private readonly List<ExplainedAlert> _touched = [];
    private readonly List<ExplainingAlert> _counting = [];
    private long _at = long.MinValue;

    /// <param name="mode">With the wall clock an alert is held from its detection, where that is later than its opening.</param>
    /// <param name="holdFor">How long an alert waits for an explanation.</param>
    /// <param name="clock">How far all is worked off already, UTC ticks, or <see cref="long.MinValue"/>.</param>
    /// <param name="alerts">
    /// Every alert that is not resolved, and those that are where <see cref="IsUnsettled"/> or one of these has it as its parent. Others do no harm.
    /// </param>
    public Explainer(ClockMode mode, Func<IAlertHead, TimeSpan> holdFor, long clock, IEnumerable<IAlertHead> alerts)
    {
        (_mode, _holdFor, Clock) = (mode, holdFor, clock);
        var known = alerts.ToList();
        var ended = new Dictionary<string, long>();
        foreach (var alert in known)
            if (RootCauseRules.CauseOf(alert) is { } cause)
                Restore(alert, cause, ended);
        foreach (var alert in known)
            if (RootCauseRules.CanBeExplained(alert.Rule))
                Restore(alert, ended);
    }

    /// <summary>How far all is worked off, UTC ticks.</summary>
    public long Clock { get; private set; }

    /// <summary>True where an alert that is resolved has an opening or end that <paramref name="clock"/> has not come to.</summary>
    public static bool IsUnsettled(IAlertHead alert, long clock) => alert.BeganAt > clock || alert.EndedAt > clock;

    /// <summary>True where something happens when the clock moves to <paramref name="clock"/>.</summary>
    public bool IsDue(long clock) => _moments.TryPeek(out _, out var next) && next.At <= clock;

    /// <summary>An alert as last heard of, if it is held.</summary>
    public IAlertHead? Find(string id) => _alerts.TryGetValue(id, out var alert) ? alert.Alert : _causes.GetValueOrDefault(id)?.Alert;

    /// <summary>Hears that an alert opened, opened again or ended. What its clock has passed already counts as happening at its clock.</summary>
    /// <param name="alert">How the alert stands.</param>
    /// <param name="began">True where it opened or opened again, whether or not it has ended since.</param>
    public void Hear(IAlertHead alert, bool began)
    {
        if (RootCauseRules.CauseOf(alert) is { } cause)
            HearCause(alert, cause, began);
        if (RootCauseRules.CanBeExplained(alert.Rule))
            HearAlert(alert, began);
    }

    /// <summary>Takes over how an alert stands that changed in another way.</summary>
    public void Refresh(IAlertHead alert)
    {
        if (_alerts.TryGetValue(alert.Id, out var explained))
            explained.Alert = alert;
        if (_causes.TryGetValue(alert.Id, out var explaining))
            explaining.Alert = alert;
    }

    /// <summary>Moves the clock, and works off all moments up to there. An earlier clock does not take it back.</summary>
    public ExplainerStep MoveTo(long clock)
    {
        var worked = false;
        while (IsDue(Math.Max(clock, Clock)))
        {
            _moments.TryDequeue(out var subject, out var moment);
            _at = moment.At;
            worked |= Work(subject!, moment);
        }
        Clock = Math.Max(clock, Clock);
        return Take(worked);
    }

    private void HearCause(IAlertHead alert, Cause cause, bool began)
    {
        if (began)
        {
            if (_causes.TryGetValue(alert.Id, out var before))
                Withdraw(before);
            _causes[alert.Id] = new ExplainingAlert(alert, cause);
            _moments.Enqueue(_causes[alert.Id], Moment.CauseOpens(Math.Max(alert.BeganAt, Clock), cause.Kind));
        }
        if (_causes.TryGetValue(alert.Id, out var explaining))
        {
            explaining.Alert = alert;
            if (EndOf(alert) is { } end)
                _moments.Enqueue(explaining, Moment.CauseEnds(explaining.EndsAt = Math.Max(end, Clock)));
        }
    }

    private void HearAlert(IAlertHead alert, bool began)
    {
        if (began)
        {
            if (_alerts.TryGetValue(alert.Id, out var before))
                Forget(before);
            _alerts[alert.Id] = new ExplainedAlert(alert, RootCauseRules.CausesOf(alert));
            _moments.Enqueue(_alerts[alert.Id], Moment.AlertOpens(Math.Max(alert.BeganAt, Clock)));
        }
        if (_alerts.TryGetValue(alert.Id, out var explained))
        {
            explained.Alert = alert;
            if (EndOf(alert) is { } end)
                _moments.Enqueue(explained, Moment.AlertEnds(Math.Max(end, Clock)));
        }
    }

    /// <summary>False where the moment is of something that is over.</summary>
    private bool Work(object subject, Moment moment)
    {
        switch (moment.Kind)
        {
            case MomentKind.CauseOpens when subject is ExplainingAlert { Gone: false } cause:
                Open(cause);
                return true;
            case MomentKind.AlertOpens when subject is ExplainedAlert { Gone: false } alert:
                Open(alert);
                return true;
            case MomentKind.Ends when subject is ExplainingAlert { Gone: false } cause:
                End(cause);
                return true;
            case MomentKind.Ends when subject is ExplainedAlert { Gone: false } alert:
                Forget(alert);
                return true;
            case MomentKind.HoldEnds when subject is ExplainedAlert { Gone: false } alert && alert.HeldUntil == moment.At:
                Touch(alert);
                alert.Deliver();
                return true;
            default:
                return false;
        }
    }

    private void Open(ExplainingAlert cause)
    {
        _open.Add(cause);
        foreach (var alert in _open.Of(cause.Cause))
            if (alert.Parent is null || alert.Parent.Cause.Kind > cause.Cause.Kind)
                Explain(alert, cause);
    }

    private void Open(ExplainedAlert alert)
    {
        _open.Add(alert);
        if (_open.FirstCauseOf(alert) is { } cause)
            Explain(alert, cause);
        else if (!alert.Delivered)
            Hold(alert, HeldFrom(alert.Alert));
    }

    private void End(ExplainingAlert cause)
    {
        Withdraw(cause);
        _causes.Remove(cause.Alert.Id);
        foreach (var alert in cause.Explained)
            if (_open.FirstCauseOf(alert, after: cause.EndsAt) is { } next)
                Explain(alert, next);
            else
                Hold(alert, EndOf(cause.Alert)!.Value);
    }

    private void Explain(ExplainedAlert alert, ExplainingAlert cause)
    {
        Touch(alert);
        if (!alert.Take(cause))
            return;
        if (cause.News is null)
        {
            cause.News = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
            _counting.Add(cause);
        }
        // What can be explained is of a terminal or a merchant, so of an acquirer.
        var acquirer = alert.Alert.Acquirer ?? "";
        if (!cause.News.TryGetValue(acquirer, out var rules))
            cause.News[acquirer] = rules = new SortedDictionary<string, int>(StringComparer.Ordinal);
        rules[alert.Alert.Rule] = rules.GetValueOrDefault(alert.Alert.Rule) + 1;
    }

    /// <summary>Has an alert delivered in a while. A hold that is past ends as soon as the clock moves on.</summary>
    private void Hold(ExplainedAlert alert, long from)
    {
        alert.HeldUntil = Math.Max(from + _holdFor(alert.Alert).Ticks, Math.Max(_at, Clock) + 1);
        _moments.Enqueue(alert, Moment.HoldEnds(alert.HeldUntil));
    }

    private long HeldFrom(IAlertHead alert) =>
        _mode == ClockMode.Stream ? alert.OpenedAt.UtcTicks : Math.Max(alert.OpenedAt.UtcTicks, alert.DetectedAt.UtcTicks);

    private void Forget(ExplainedAlert alert)
    {
        alert.Gone = true;
        _alerts.Remove(alert.Alert.Id);
        alert.Parent?.Explained.Remove(alert);
        _open.Remove(alert);
    }

    /// <summary>Closes a cause. Those that it explains keep its id, and are free to take another.</summary>
    private void Withdraw(ExplainingAlert cause)
    {
        cause.Gone = true;
        foreach (var alert in cause.Explained)
            alert.Parent = null;
        _open.Remove(cause);
    }

    private void Restore(IAlertHead alert, Cause cause, Dictionary<string, long> ended)
    {
        if (EndOf(alert) is { } end && end <= Clock)
        {
            ended[alert.Id] = end;
            return;
        }
        if (alert.BeganAt > Clock)
        {
            HearCause(alert, cause, began: true);
            return;
        }
        var explaining = _causes[alert.Id] = new ExplainingAlert(alert, cause);
        _open.Add(explaining);
        HearCause(alert, cause, began: false);
    }

    private void Restore(IAlertHead alert, Dictionary<string, long> ended)
    {
        if (EndOf(alert) <= Clock)
            return;
        if (alert.BeganAt > Clock)
        {
            HearAlert(alert, began: true);
            return;
        }
        var explained = _alerts[alert.Id] = new ExplainedAlert(alert, RootCauseRules.CausesOf(alert));
        _open.Add(explained);
        if (alert.Parent is null && !alert.Delivered)
            Hold(explained, HeldFrom(alert));
        else if (alert.Parent is { } parent && _causes.TryGetValue(parent, out var cause))
            explained.Take(cause);
        else if (alert.Parent is not null)
            Hold(explained, ended.GetValueOrDefault(alert.Parent, Clock));
        HearAlert(alert, began: false);
    }

    /// <summary>When an alert that is resolved ended; what ended before it began (a match that was told late) ended as it began.</summary>
    private static long? EndOf(IAlertHead alert) =>
        alert.Status == AlertStatus.Resolved ? Math.Max(alert.EndedAt ?? long.MinValue, alert.BeganAt) : null;

    private void Touch(ExplainedAlert alert)
    {
        if (alert.Touched)
            return;
        alert.Touched = true;
        _touched.Add(alert);
    }

    private static SortedDictionary<string, int> ByRule(SortedDictionary<string, SortedDictionary<string, int>> byAcquirer)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (rule, count) in byAcquirer.Values.SelectMany(static rules => rules))
            sums[rule] = sums.GetValueOrDefault(rule) + count;
        return sums;
    }

    /// <summary>What changed in this step, in an order that depends on the alerts alone.</summary>
    private ExplainerStep Take(bool worked)
    {
        var explanations = new List<Explanation>(_touched.Count);
        foreach (var alert in _touched)
        {
            alert.Touched = false;
            var before = alert.Alert;
            if (before.Parent != alert.ParentId || before.Delivered != alert.Delivered || before.EarlierParents != alert.Earlier)
                explanations.Add(new Explanation(before, alert.ParentId, alert.Delivered, alert.Earlier));
        }
        var causes = _counting.ConvertAll(cause => new ExplainedMore(cause.Alert, ByRule(cause.News!), cause.News!));
        explanations.Sort(static (one, other) => Explanation.InOrder(one.Alert, other.Alert));
        causes.Sort(static (one, other) => Explanation.InOrder(one.Alert, other.Alert));
        foreach (var cause in _counting)
            cause.News = null;
        _counting.Clear();
        _touched.Clear();
        return new ExplainerStep(explanations, causes, worked);
    }
}
