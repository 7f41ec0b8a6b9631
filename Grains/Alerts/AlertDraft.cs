using PosMonitor.Alerts.RootCauses;

namespace PosMonitor.Alerts;

/// <summary>Changes of alerts on their way into the store: folds effects and what people do over an <see cref="AlertBook"/>, which it leaves alone.</summary>
/// <param name="book">The alerts that are not resolved.</param>
/// <param name="stored">
/// Alerts of the store that the changes may be about, by id: at least those of <see cref="AlertBook.MissingFor"/> that exist, and all of
/// <see cref="MissingFor"/> before a step is taken.
/// </param>
/// <param name="now">The server's clock.</param>
/// <param name="settled">The settled clock, at which counts what people do; UTC ticks.</param>
public sealed class AlertDraft(AlertBook book, IReadOnlyDictionary<string, Alert> stored, DateTimeOffset now, long settled = long.MinValue)
{
    private readonly List<AlertChange> _changes = [];
    private readonly Dictionary<string, Alert> _latest = [];
    private readonly Dictionary<AlertKey, string?> _open = [];
    private readonly Dictionary<string, bool> _moved = [];

    /// <summary>The changes, in order of <c>seq</c>.</summary>
    public IReadOnlyList<AlertChange> Changes => _changes;

    /// <summary>Every alert that changed, as it stands.</summary>
    public IReadOnlyCollection<Alert> Latest => _latest.Values;

    /// <summary>Every alert that opened, opened again (<c>Began</c>) or ended, as it stands.</summary>
    public IEnumerable<(Alert Alert, bool Began)> Moved => _moved.Select(moved => (_latest[moved.Key], moved.Value));

    /// <summary>The newest <c>seq</c> with these changes.</summary>
    public long LastSeq => book.LastSeq + _changes.Count;

    /// <summary>Folds an effect. What it asks for and is so already changes nothing.</summary>
    public void Apply(AlertEffect effect)
    {
        switch (effect.Action)
        {
            case AlertAction.Open:
                Open(effect);
                break;
            case AlertAction.Note:
                Note(effect);
                break;
            case AlertAction.Gather when Find(AlertKey.Of(effect)) is { } alert:
                Change(alert with { Evidence = AlertEvidence.Gather(alert.Evidence, effect.Evidence) }, "gathered");
                break;
            case AlertAction.Gather:
                Open(effect);
                break;
            case AlertAction.Escalate when Find(AlertKey.Of(effect)) is { } alert && alert.Severity < effect.Severity:
                Change(alert with { Severity = effect.Severity }, "severity");
                break;
            case AlertAction.Resolve when Find(AlertKey.Of(effect)) is { } alert:
                var evidence = AlertEvidence.Add(alert.Evidence, effect.Evidence);
                Change(alert with { Status = AlertStatus.Resolved, ResolvedAt = TimeOf(effect), EndedAt = effect.Counts, Evidence = evidence }, "resolved");
                break;
        }
    }

    /// <summary>Notes that somebody takes care of an alert.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="AlertResolvedException">It is resolved.</exception>
    public bool Acknowledge(string id, string by, string? comment)
    {
        if (Find(id) is not { } alert)
            return false;
        if (alert.Status == AlertStatus.Resolved)
            throw new AlertResolvedException("The alert is resolved.");
        if (alert.Status == AlertStatus.Open)
            Change(alert with { Status = AlertStatus.Acknowledged, AcknowledgedAt = now, AcknowledgedBy = by }, "acknowledged", by, comment);
        return true;
    }

    /// <summary>Closes an alert by hand.</summary>
    /// <returns>False where there is none.</returns>
    public bool Resolve(string id, string by, string? comment)
    {
        if (Find(id) is not { } alert)
            return false;
        if (alert.Status != AlertStatus.Resolved)
            Change(alert with { Status = AlertStatus.Resolved, ResolvedAt = now, EndedAt = settled, ResolvedByPerson = true }, "resolved", by, comment);
        return true;
    }

    /// <summary>Adds a comment.</summary>
    /// <returns>False where there is no such alert.</returns>
    public bool Comment(string id, string by, string text)
    {
        if (Find(id) is not { } alert)
            return false;
        Change(alert, "comment", by, text);
        return true;
    }

    /// <summary>The ids of what must be read from the store before <paramref name="step"/> is taken: what it changes and is held without what it says.</summary>
    public IEnumerable<string> MissingFor(ExplainerStep step) =>
        step.Explanations.Select(static explained => explained.Alert).Concat(step.Causes.Select(static cause => cause.Alert))
            .Select(alert => HeadOf(alert.Id) ?? alert).Where(head => head is not Alert && !stored.ContainsKey(head.Id)).Select(static head => head.Id);

    /// <summary>Takes what follows from a move of the settled clock.</summary>
    public void Apply(ExplainerStep step)
    {
        foreach (var explained in step.Explanations)
        {
            var alert = Find(explained.Alert.Id) ?? Whole(explained.Alert);
            var what = explained.Parent is not null ? "explained" : alert.Parent is null && !alert.Delivered ? "delivered" : "unexplained";
            Change(alert with { Parent = explained.Parent, Delivered = explained.Delivered, EarlierParents = explained.EarlierParents }, what);
        }
        foreach (var cause in step.Causes)
        {
            var alert = Find(cause.Alert.Id) ?? Whole(cause.Alert);
            Change(alert with { Evidence = AlertEvidence.Explain(alert.Evidence, cause.ByRule, alert.Acquirer is null ? cause.ByAcquirer : null) }, "explains");
        }
    }

    private void Open(AlertEffect effect)
    {
        if (HeadOf(AlertKey.Of(effect)) is not null)
            return;
        if (Find(AlertId.Of(effect)) is not { } before)
            Change(New(effect), "opened");
        else if (!before.ResolvedByPerson)
            Change(Reopened(before, effect), "reopened");
    }

    private void Note(AlertEffect effect)
    {
        if (HeadOf(AlertId.Of(effect)) is null)
            Change(New(effect) with { Status = AlertStatus.Resolved, ResolvedAt = TimeOf(effect), EndedAt = effect.Counts }, "opened");
    }

    /// <summary>The one place where an alert begins: one that another could explain is not delivered yet.</summary>
    private Alert New(AlertEffect effect) => new()
    {
        Id = AlertId.Of(effect),
        Seq = 0,
        Rule = effect.Rule,
        Severity = effect.Severity,
        Status = AlertStatus.Open,
        SubjectKind = effect.SubjectKind,
        SubjectId = effect.SubjectId,
        Acquirer = effect.Acquirer,
        Merchant = effect.Merchant,
        Terminal = effect.Terminal,
        Txn = effect.Txn,
        Issuer = effect.Issuer,
        OpenedAt = TimeOf(effect),
        KnownAt = effect.Known,
        DetectedAt = now,
        Parent = null,
        Delivered = !RootCauseRules.CanBeExplained(effect.Rule),
        Evidence = effect.Evidence ?? AlertEvidence.None,
        TitleEn = effect.TitleEn ?? effect.Rule,
        TitleZh = effect.TitleZh ?? effect.Rule,
    };

    /// <summary>
    /// The alert as it first opened, at the severity that it has now. Nobody takes care of it yet, nothing explains it yet: that was the episode before.
    /// </summary>
    private static Alert Reopened(Alert before, AlertEffect effect) => before with
    {
        Status = AlertStatus.Open,
        Severity = effect.Severity,
        ResolvedAt = null,
        KnownAt = effect.Known,
        EndedAt = null,
        AcknowledgedAt = null,
        AcknowledgedBy = null,
        Parent = null,
        Delivered = !RootCauseRules.CanBeExplained(effect.Rule),
        EarlierParents = EarlierParents.With(before.EarlierParents, before.Parent),
        Evidence = AlertEvidence.Reopen(before.Evidence, effect.Evidence),
    };

    private void Change(Alert alert, string what, string? by = null, string? text = null)
    {
        var seq = LastSeq + 1;
        alert = alert with { Seq = seq };
        _changes.Add(new AlertChange(alert, new AlertHistoryEntry(seq, now, what, by, text)));
        _latest[alert.Id] = alert;
        if (what is "opened" or "reopened")
            _moved[alert.Id] = true;
        else if (what is "resolved")
            _moved.TryAdd(alert.Id, false);
        if (alert.Status != AlertStatus.Resolved)
            _open[AlertKey.Of(alert)] = alert.Id;
        else if (HeadOf(AlertKey.Of(alert)) is { } open && open.Id == alert.Id)
            _open[AlertKey.Of(alert)] = null;
    }

    private static DateTimeOffset TimeOf(AlertEffect effect) => new(effect.At, TimeSpan.Zero);

    /// <summary>Every change of an open alert notes its key, so the book's alert is the latest where none is noted.</summary>
    private IAlertHead? HeadOf(AlertKey key) =>
        !_open.TryGetValue(key, out var id) ? book.Find(key) : id is null ? null : _latest[id];

    private IAlertHead? HeadOf(string id) => _latest.GetValueOrDefault(id) ?? book.Find(id) ?? stored.GetValueOrDefault(id);

    private Alert? Find(AlertKey key) => HeadOf(key) is { } head ? Whole(head) : null;

    private Alert? Find(string id) => HeadOf(id) is { } head ? Whole(head) : null;

    private Alert Whole(IAlertHead head) => head as Alert ?? stored[head.Id];
}
