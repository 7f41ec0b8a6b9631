using PosMonitor.Shards;

namespace PosMonitor.Settings;

/// <summary>A store in memory that refuses what a test tells it to.</summary>
internal sealed class MemoryConfigurationStore : IConfigurationStore
{
    private readonly Lock _gate = new();
    private readonly List<ConfigurationChange> _changes = [];

    /// <summary>The next so many appends write nothing.</summary>
    public int Refuse { get; set; }

    /// <summary>The next so many appends write, and fail all the same.</summary>
    public int BreakAfterWriting { get; set; }

    public IReadOnlyList<ConfigurationChange> Changes
    {
        get
        {
            lock (_gate)
                return [.. _changes];
        }
    }

    public Task<ConfigurationState> Load(CancellationToken cancellation) => Task.FromResult(new ConfigurationState(
        Changes.Count, [.. Changes.Where(change => change.Kind != ConfigurationKind.Terminal).GroupBy(change => (change.Kind, change.Key)).Select(group => group.Last()).OrderBy(change => change.Version)]));

    public async Task Append(IReadOnlyList<ConfigurationChange> changes)
    {
        await Task.Yield();
        if (Refuse-- > 0)
            throw new JournalUnavailableException("The disk is full.");
        lock (_gate)
        {
            foreach (var change in changes)
            {
                if (change.Version != _changes.Count + 1)
                    throw new InvalidOperationException($"Change {change.Version} does not follow {_changes.Count}.");
                _changes.Add(change);
            }
        }
        if (BreakAfterWriting-- > 0)
            throw new IOException("The disk is gone.");
    }

    public Task<ConfigurationNews> Since(int shard, long after, int limit, CancellationToken cancellation)
    {
        var all = Changes;
        return Task.FromResult(new ConfigurationNews(all.Count, [.. all.Where(change => change.Version > after)], false));
    }

    public Task<IReadOnlyList<ConfigurationChange>> History(ConfigurationKind kind, string key, long before, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ConfigurationChange>>(
            [.. Changes.Reverse().Where(change => change.Kind == kind && change.Key == key && change.Version < before).Take(limit)]);

    public Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string after, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<RegistryEntry>> FindTerminals(IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegistryEntry>>(
        [
            .. Changes.Where(change => change.Kind == ConfigurationKind.Terminal && keys.Contains(change.Key)).GroupBy(change => change.Key)
                .Select(group => group.Last()).Where(change => change.Body is not null).Select(change => new RegistryEntry(change.Key, change.Body!, change.Version)),
        ]);
}
