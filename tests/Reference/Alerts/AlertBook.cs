namespace PosMonitor.Reference;

/// <summary>All alerts. "id is a function of rule, subject and onset alone": what opens again at the same onset is the same alert.</summary>
/// <param name="shown">The rules whose alerts are shown; the others are judged all the same.</param>
public sealed class AlertBook(IReadOnlySet<string> shown)
{
    private readonly List<Alert> _alerts = [];
    private readonly Dictionary<(string Rule, string SubjectId), List<Alert>> _bySubject = [];

    public IReadOnlyList<Alert> All => _alerts;

    public IReadOnlyList<Alert> Shown => [.. _alerts.Where(a => shown.Contains(a.Rule))];

    /// <summary>Whether there is one, and it is shown.</summary>
    public bool Shows(Alert? alert) => alert is not null && shown.Contains(alert.Rule);

    /// <summary>The alert of this rule and subject that is open, or null.</summary>
    public Alert? Open(string rule, string subjectId) => Of(rule, subjectId).LastOrDefault(a => a.ResolvedAt is null);

    /// <summary>Whether there ever was one of this rule and subject.</summary>
    public bool WasEver(string rule, string subjectId) => Of(rule, subjectId).Count > 0;

    /// <summary>Opens it, or the one that is the same.</summary>
    public Alert Raise(Alert alert)
    {
        var ofSubject = Of(alert.Rule, alert.SubjectId);
        if (ofSubject.Find(a => a.OpenedAt == alert.OpenedAt) is { } again)
        {
            again.ResolvedAt = null;
            return again;
        }
        alert.Delivered = !RootCause.Explainable.Contains(alert.Rule);
        ofSubject.Add(alert);
        _alerts.Add(alert);
        return alert;
    }

    private List<Alert> Of(string rule, string subjectId)
    {
        if (!_bySubject.TryGetValue((rule, subjectId), out var alerts))
            _bySubject.Add((rule, subjectId), alerts = []);
        return alerts;
    }
}
