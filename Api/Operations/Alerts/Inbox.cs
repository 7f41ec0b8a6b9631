using PosMonitor.Alerts;

namespace PosMonitor.Operations.Alerts;

/// <summary>
/// The lines of the inbox. What changes, changes where it stands; what is new gathers, and what is no longer wanted stays, until <see cref="Arrange"/>: so nothing moves
/// under the hand of a reader.
/// </summary>
internal sealed class Inbox(AlertFilter filter)
{
    /// <summary>How many alerts it holds at the most; older ones are found by narrower filters.</summary>
    public const int Most = 2000;

    private Dictionary<string, InboxLine> _children = [];
    private Dictionary<string, InboxLine> _lines = [];
    private Dictionary<string, AlertAnswer> _news = [];
    private int _dropped;

    /// <summary>What is shown, in its order, with the alerts under those that explain them.</summary>
    public List<InboxLine> Lines { get; private set; } = [];

    /// <summary>How many alerts wait to be shown.</summary>
    public int News => _news.Count + _dropped;

    /// <summary>How many alerts are shown, without those under others.</summary>
    public int Count => _lines.Count;

    /// <summary>Whether there are older ones than those that are shown.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Whether it has no room for older ones.</summary>
    public bool IsFull => _lines.Count >= Most;

    /// <summary>Everything that is wanted and has at least this <c>seq</c> is here.</summary>
    public long Floor { get; private set; } = long.MaxValue;

    /// <summary>Whether <see cref="Arrange"/> would change anything.</summary>
    public bool IsStale => News > 0 || _lines.Values.Any(line => !filter.Matches(line.Alert));

    /// <summary>Takes older alerts, newest first.</summary>
    /// <param name="older">They follow those that are here.</param>
    /// <param name="hasMore">Whether there are still older ones.</param>
    public void Add(IReadOnlyList<AlertAnswer> older, bool hasMore)
    {
        foreach (var alert in older)
            _lines.TryAdd(alert.Id, new InboxLine(alert));
        if (older.Count > 0)
            Floor = Math.Min(Floor, older[^1].Seq);
        HasOlder = hasMore;
        // In their order: those that are known under a newer seq keep their place.
        Flatten();
    }

    /// <summary>Takes an alert as it is now.</summary>
    public void Take(AlertAnswer alert)
    {
        if (_children.TryGetValue(alert.Id, out var child))
            child.Alert = alert;
        if (_lines.TryGetValue(alert.Id, out var line))
            line.Alert = alert;
        else if (filter.Matches(alert))
            Gather(alert);
        else
            _news.Remove(alert.Id);
    }

    /// <summary>Puts all in order: what is new on top, what is no longer wanted away.</summary>
    public void Arrange()
    {
        var ordered = _lines.Values.Where(line => filter.Matches(line.Alert)).Concat(_news.Values.Select(static alert => new InboxLine(alert)))
            .OrderByDescending(static line => line.Alert.Seq).ToList();
        if (ordered.Count > Most)
        {
            ordered.RemoveRange(Most, ordered.Count - Most);
            (Floor, HasOlder) = (ordered[^1].Alert.Seq, true);
        }
        _lines = ordered.ToDictionary(static line => line.Alert.Id);
        _news.Clear();
        _dropped = 0;
        Index();
    }

    /// <summary>Unfolds what an alert explains, or folds it in again.</summary>
    /// <param name="line">The alert.</param>
    /// <param name="explained">What it explains; null to fold it in.</param>
    public void Fold(InboxLine line, IReadOnlyList<AlertAnswer>? explained)
    {
        line.Children = explained?.Select(alert => new InboxLine(alert, line.Alert.Id)).ToList();
        Index();
    }

    private void Gather(AlertAnswer alert)
    {
        _news[alert.Id] = alert;
        if (_news.Count <= 2 * Most)
            return;
        // More than can be shown at once: the newest are.
        _dropped += _news.Count - Most;
        _news = _news.Values.OrderByDescending(static news => news.Seq).Take(Most).ToDictionary(static news => news.Id);
    }

    // What an alert explains may have another parent by now; the line that was unfolded last is kept up to date.
    private void Index()
    {
        _children = [];
        foreach (var child in _lines.Values.SelectMany(static line => line.Children ?? []))
            _children[child.Alert.Id] = child;
        Flatten();
    }

    private void Flatten() => Lines = [.. _lines.Values.SelectMany(static line => line.Children is { } children ? [line, .. children] : new[] { line })];
}
