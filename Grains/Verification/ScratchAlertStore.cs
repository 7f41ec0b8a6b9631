using PosMonitor.Alerts;
using PosMonitor.Alerts.RootCauses;

namespace PosMonitor.Verification;

/// <summary>The alerts of a fold that nobody keeps.</summary>
internal sealed class ScratchAlertStore : IAlertStore
{
    private readonly Dictionary<string, Alert> _alerts = [];
    private readonly Dictionary<int, long> _told = [];
    private long _lastSeq;
    private long _judgedThrough = long.MinValue;
    private long _explainedThrough = long.MinValue;

    public IReadOnlyDictionary<string, Alert> Alerts => _alerts;

    public Task<AlertBookState> Load(CancellationToken cancellation)
    {
        var open = _alerts.Values.Where(alert => alert.Status != AlertStatus.Resolved).ToList();
        var unsettled = _alerts.Values.Where(alert => alert.Status == AlertStatus.Resolved && Explainer.IsUnsettled(alert, _explainedThrough)).ToHashSet();
        foreach (var parent in open.Concat(unsettled).Select(alert => alert.Parent).OfType<string>().ToList())
            if (_alerts[parent].Status == AlertStatus.Resolved)
                unsettled.Add(_alerts[parent]);
        return Task.FromResult(new AlertBookState(_lastSeq, new Dictionary<int, long>(_told), _judgedThrough, _explainedThrough, open, [.. unsettled]));
    }

    public Task<long> JudgedThrough(CancellationToken cancellation) => Task.FromResult(_judgedThrough);

    public Task Commit(AlertCommit commit)
    {
        foreach (var change in commit.Changes)
            _alerts[change.Alert.Id] = change.Alert;
        _lastSeq += commit.Changes.Count;
        foreach (var (shard, seq) in commit.Told)
            _told[shard] = seq;
        _judgedThrough = commit.JudgedThrough ?? _judgedThrough;
        _explainedThrough = Math.Max(_explainedThrough, commit.ExplainedThrough);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Alert>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Alert>>([.. ids.Where(_alerts.ContainsKey).Select(id => _alerts[id])]);

    public Task<AlertDetail?> Get(string id, CancellationToken cancellation) => throw new NotSupportedException("Nobody asks for one alert of a fold.");

    public Task<IReadOnlyList<Alert>> List(AlertQuery query, CancellationToken cancellation) => throw new NotSupportedException("Nobody searches the alerts of a fold.");

    public Task<IReadOnlyList<Alert>> Changes(long after, int limit, CancellationToken cancellation) => throw new NotSupportedException("Nobody follows the alerts of a fold.");

    public Task<long> LastSeq(CancellationToken cancellation) => Task.FromResult(_lastSeq);
}
