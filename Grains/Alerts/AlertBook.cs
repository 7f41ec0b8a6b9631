namespace PosMonitor.Alerts;

/// <summary>
/// Every alert that is not resolved, as last committed. It changes through an <see cref="AlertDraft"/> that was committed, and in no other way,
/// so a commit that fails leaves it as it was.
/// </summary>
public sealed class AlertBook
{
    private readonly Dictionary<AlertKey, IAlertHead> _open = [];
    private readonly Dictionary<string, AlertKey> _keys = [];
    private readonly Dictionary<string, int> _ofTerminal = [];

    public AlertBook(long lastSeq, IEnumerable<IAlertHead> open)
    {
        LastSeq = lastSeq;
        foreach (var alert in open)
            Add(alert);
    }

    /// <summary>The newest <c>seq</c>, 0 where there is none.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The open alert of a rule and subject, or null.</summary>
    public IAlertHead? Find(AlertKey key) => _open.GetValueOrDefault(key);

    /// <summary>An alert that is not resolved, or null.</summary>
    public IAlertHead? Find(string id) => _keys.TryGetValue(id, out var key) ? _open[key] : null;

    /// <summary>How many alerts of a terminal (<c>acquirer/terminal</c>) and its transactions are not resolved.</summary>
    public int OpenOf(string terminal) => _ofTerminal.GetValueOrDefault(terminal);

    /// <summary>
    /// The ids of what must be read from the store before <paramref name="effects"/> are folded: what they may open and is not open here, as it may have
    /// been before, and what they change and is here without what it says.
    /// </summary>
    public IEnumerable<string> MissingFor(IEnumerable<AlertEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect.Action is AlertAction.Open or AlertAction.Note or AlertAction.Gather && AlertId.Of(effect) is var id && !_keys.ContainsKey(id))
                yield return id;
            if (effect.Action is not (AlertAction.Open or AlertAction.Note) && Find(AlertKey.Of(effect)) is { } open and not Alert)
                yield return open.Id;
        }
    }

    /// <summary>Takes over what was committed.</summary>
    public void Adopt(AlertDraft draft)
    {
        foreach (var alert in draft.Latest)
        {
            if (_keys.ContainsKey(alert.Id))
                Remove(alert.Id);
            if (alert.Status != AlertStatus.Resolved)
                Add(alert);
        }
        LastSeq = draft.LastSeq;
    }

    private void Add(IAlertHead alert)
    {
        var key = AlertKey.Of(alert);
        _open.Add(key, alert);
        _keys.Add(alert.Id, key);
        Count(alert, 1);
    }

    private void Remove(string id)
    {
        _keys.Remove(id, out var key);
        _open.Remove(key, out var alert);
        Count(alert!, -1);
    }

    private void Count(IAlertHead alert, int change)
    {
        if (alert.Terminal is null)
            return;
        var terminal = $"{alert.Acquirer}/{alert.Terminal}";
        var count = OpenOf(terminal) + change;
        if (count == 0)
            _ofTerminal.Remove(terminal);
        else
            _ofTerminal[terminal] = count;
    }
}
