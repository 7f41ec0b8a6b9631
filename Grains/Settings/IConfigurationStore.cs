namespace PosMonitor.Settings;

/// <summary>Keeps every change of settings and registry, and the registry's terminals as they stand.</summary>
public interface IConfigurationStore
{
    /// <summary>What the book needs to go on where it stopped.</summary>
    Task<ConfigurationState> Load(CancellationToken cancellation);

    /// <summary>Writes the next changes, all of them or none; durable when the task completes.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    Task Append(IReadOnlyList<ConfigurationChange> changes);

    /// <summary>The changes after a version that concern a shard, see <see cref="ConfigurationReach"/>; at most <paramref name="limit"/>.</summary>
    Task<ConfigurationNews> Since(int shard, long after, int limit, CancellationToken cancellation);

    /// <summary>The changes of one subject before a version, newest first.</summary>
    Task<IReadOnlyList<ConfigurationChange>> History(ConfigurationKind kind, string key, long before, int limit, CancellationToken cancellation);

    /// <summary>The registered terminals of an acquirer after one, in ordinal order of their ids.</summary>
    Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string after, int limit, CancellationToken cancellation);

    /// <summary>Those of the terminals (up to a hundred thousand keys) that are registered, in any order; in one round trip.</summary>
    Task<IReadOnlyList<RegistryEntry>> FindTerminals(IReadOnlyCollection<string> keys, CancellationToken cancellation);
}
