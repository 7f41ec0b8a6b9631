using PosMonitor.Alerts.RootCauses;
using PosMonitor.Shards;

namespace PosMonitor.Alerts;

/// <summary>A store that can be made to refuse, and to hold a commit back until it is let go.</summary>
internal sealed class MemoryAlertStore : IAlertStore
{
    private readonly Lock _lock = new();
    private readonly List<AlertChange> _changes = [];
    private readonly List<AlertCommit> _commits = [];
    private readonly Dictionary<int, long> _told = [];
    private long _judgedThrough = long.MinValue;
    private long _explainedThrough = long.MinValue;
    private TaskCompletionSource? _held;

    /// <summary>The next so many commits are refused.</summary>
    public int Refuse { get; set; }

    /// <summary>The next so many commits fail after they were written, as when a connection breaks.</summary>
    public int BreakAfterWriting { get; set; }

    public IReadOnlyList<AlertCommit> Commits
    {
        get
        {
            lock (_lock)
                return [.. _commits];
        }
    }

    /// <summary>How often it was asked which alerts exist.</summary>
    public int Finds { get; private set; }

    public IReadOnlyList<Alert> Alerts
    {
        get
        {
            lock (_lock)
                return [.. Latest().Values.OrderBy(alert => alert.Seq)];
        }
    }

    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _held!.SetResult();

    public Task<AlertBookState> Load(CancellationToken cancellation)
    {
        lock (_lock)
        {
            var latest = Latest();
            var open = latest.Values.Where(alert => alert.Status != AlertStatus.Resolved).ToList();
            var ended = latest.Values.Where(alert => alert.Status == AlertStatus.Resolved).ToList();
            var unsettled = ended.Where(alert => Explainer.IsUnsettled(alert, _explainedThrough)).ToHashSet();
            var parents = open.Concat(unsettled).Select(alert => alert.Parent).ToHashSet();
            return Task.FromResult(new AlertBookState(
                _changes.Count,
                new Dictionary<int, long>(_told),
                _judgedThrough,
                _explainedThrough,
                open.ConvertAll(Loaded),
                [.. ended.Where(alert => unsettled.Contains(alert) || parents.Contains(alert.Id)).Select(Loaded)]));
        }
    }

    public Task<long> JudgedThrough(CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(_judgedThrough);
    }

    public async Task Commit(AlertCommit commit)
    {
        if (_held is { } held)
            await held.Task;
        lock (_lock)
        {
            if (Refuse > 0)
            {
                Refuse--;
                throw new JournalUnavailableException("The disk is full.");
            }
            foreach (var change in commit.Changes)
            {
                if (change.Alert.Seq != _changes.Count + 1 || change.Entry.Seq != change.Alert.Seq)
                    throw new InvalidOperationException($"Seq {change.Alert.Seq} after {_changes.Count}.");
                _changes.Add(change);
            }
            foreach (var (shard, seq) in commit.Told)
                _told[shard] = seq;
            _judgedThrough = commit.JudgedThrough ?? _judgedThrough;
            _explainedThrough = Math.Max(_explainedThrough, commit.ExplainedThrough);
            _commits.Add(commit);
            if (BreakAfterWriting > 0)
            {
                BreakAfterWriting--;
                throw new IOException("The connection broke.");
            }
        }
    }

    public Task<IReadOnlyList<Alert>> List(AlertQuery query, CancellationToken cancellation) =>
        throw new NotSupportedException("Lists are the real store's to test.");

    public Task<AlertDetail?> Get(string id, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(Latest().TryGetValue(id, out var alert)
                ? new AlertDetail(alert, [.. _changes.Where(change => change.Alert.Id == id).Select(change => change.Entry)])
                : null);
    }

    public Task<IReadOnlyList<Alert>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Finds++;
            var latest = Latest();
            return Task.FromResult<IReadOnlyList<Alert>>([.. ids.Where(latest.ContainsKey).Select(id => latest[id])]);
        }
    }

    public Task<IReadOnlyList<Alert>> Changes(long after, int limit, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Alert>>([.. _changes.Skip((int)after).Take(limit).Select(change => change.Alert)]);
    }

    public Task<long> LastSeq(CancellationToken cancellation) => Task.FromResult((long)_changes.Count);

    private static IAlertHead Loaded(Alert alert) => AlertHead.IsEnough(alert.SubjectKind) ? AlertHead.Of(alert) : alert;

    private Dictionary<string, Alert> Latest()
    {
        var latest = new Dictionary<string, Alert>();
        foreach (var change in _changes)
            latest[change.Alert.Id] = change.Alert;
        return latest;
    }
}
