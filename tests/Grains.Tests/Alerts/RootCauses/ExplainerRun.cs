using System.Text.Json;
using PosMonitor.Settings;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>A book and an explainer that are told effects and moved on as by the ledger. It can start again from what is stored after every commit.</summary>
internal sealed class ExplainerRun(ClockMode mode = ClockMode.Stream, double holdSeconds = 30, bool restarts = false)
{
    private readonly MemoryAlertStore _store = new();
    private AlertBook _book = new(0, []);
    private Explainer _explainer = new(mode, _ => TimeSpan.FromSeconds(holdSeconds), long.MinValue, []);

    /// <summary>The server's clock.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<Alert> Alerts => _store.Alerts;

    /// <summary>Every change so far: the alert as it stood, and what it was.</summary>
    public List<(Alert Alert, string What)> Changes => [.. _store.Commits.SelectMany(commit => commit.Changes).Select(change => (change.Alert, change.Entry.What))];

    public bool IsDue(long clock) => _explainer.IsDue(clock);

    /// <summary>One commit: effects, what people do, and the clock.</summary>
    public void Commit(long clock, IEnumerable<AlertEffect> effects, params Action<AlertDraft>[] people)
    {
        clock = Math.Max(clock, _explainer.Clock);
        var draft = new AlertDraft(_book, _store.Alerts.ToDictionary(alert => alert.Id), Now, clock);
        foreach (var effect in effects)
            draft.Apply(effect);
        foreach (var person in people)
            person(draft);
        foreach (var (alert, began) in draft.Moved)
            _explainer.Hear(alert, began);
        var step = _explainer.MoveTo(clock);
        draft.Apply(step);
        var written = draft.Changes.Count > 0 || step.Worked;
        if (written)
            Assert.True(_store.Commit(new AlertCommit(draft.Changes, new Dictionary<int, long>(), null, clock)).IsCompletedSuccessfully);
        _book.Adopt(draft);
        foreach (var alert in draft.Latest)
            _explainer.Refresh(alert);
        if (restarts && written)
            Restart();
    }

    public void Restart()
    {
        var state = _store.Load(default).Result;
        _book = new AlertBook(state.LastSeq, state.Open);
        _explainer = new Explainer(mode, _ => TimeSpan.FromSeconds(holdSeconds), state.ExplainedThrough, [.. state.Open, .. state.Unsettled]);
    }

    /// <summary>The latest alert of a rule and subject.</summary>
    public Alert Of(AlertEffect effect) => _store.Alerts.Last(alert => AlertKey.Of(alert) == AlertKey.Of(effect));

    /// <summary>How it stands: <c>held</c>, <c>delivered</c>, <c>by issuer.degraded icbc</c>, <c>by …, delivered</c>.</summary>
    public string Stands(AlertEffect effect)
    {
        var alert = Of(effect);
        if (alert.Parent is null)
            return alert.Delivered ? "delivered" : "held";
        var parent = _store.Alerts.Single(other => other.Id == alert.Parent);
        return $"by {parent.Rule} {parent.SubjectId}{(alert.Delivered ? ", delivered" : "")}";
    }

    /// <summary>What an alert explains, by rule, or null.</summary>
    public string? Explains(AlertEffect effect) => Explains(Of(effect));

    /// <inheritdoc cref="Explains(AlertEffect)"/>
    public static string? Explains(Alert alert)
    {
        using var evidence = JsonDocument.Parse(alert.Evidence);
        return evidence.RootElement.TryGetProperty("explains", out var explains)
            ? $$"""{"alerts":{{explains.GetProperty("alerts").GetRawText()}},"byRule":{{explains.GetProperty("byRule").GetRawText()}}}"""
            : null;
    }

    /// <summary>The history of an alert: <c>opened explained delivered</c>.</summary>
    public string History(AlertEffect effect)
    {
        var id = Of(effect).Id;
        return string.Join(' ', Changes.Where(change => change.Alert.Id == id).Select(change => change.What));
    }
}
