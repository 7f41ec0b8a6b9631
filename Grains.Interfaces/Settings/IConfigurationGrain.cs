using PosMonitor.Access;

namespace PosMonitor.Settings;

/// <summary>The one book of settings and registry (key 0): every change is numbered, kept, and told to the shards and the alert book.</summary>
[Alias("pos.configuration")]
public interface IConfigurationGrain : IGrainWithIntegerKey
{
    /// <summary>The changes after a version, some thousands at a time: settings and acquirers, and of terminals those that a shard hosts.</summary>
    /// <param name="shard">The shard that asks; -1 for the alert book, which is told of no terminals.</param>
    /// <param name="after">The version that it has.</param>
    [Alias("since")]
    Task<ConfigurationNews> Since(int shard, long after);

    /// <summary>The last change of all; 0 for none.</summary>
    [Alias("version")]
    Task<long> GetVersion();

    /// <summary>Every setting as it is in force at a scope.</summary>
    /// <param name="scope">As in <see cref="ConfigurationKind.Settings"/>.</param>
    [Alias("settings")]
    Task<ScopeView> GetSettings(string scope);

    /// <summary>The registry's entry of an acquirer, or null.</summary>
    [Alias("acquirer")]
    Task<RegistryEntry?> GetAcquirer(string acquirer);

    /// <summary>The registry's entry of a terminal, or null.</summary>
    [Alias("terminal")]
    Task<RegistryEntry?> GetTerminal(string acquirer, string terminal);

    /// <summary>The first <paramref name="limit"/> acquirers after <paramref name="after"/>, in ordinal order of their ids.</summary>
    [Alias("acquirers")]
    Task<IReadOnlyList<RegistryEntry>> ListAcquirers(string? after, int limit, AcquirerCut? cut);

    /// <summary>The first <paramref name="limit"/> registered terminals of an acquirer after <paramref name="after"/>, in ordinal order of their ids.</summary>
    [Alias("terminals")]
    Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string? after, int limit);

    /// <summary>The changes of one subject before a version, newest first; null where the subject was never known. Of settings every scope is.</summary>
    [Alias("history")]
    Task<IReadOnlyList<ConfigurationChange>?> GetHistory(ConfigurationKind kind, string key, long before, int limit);

    /// <summary>Puts a JSON object in the place of what was there. When the call returns it is durable, and in force wherever it was taken within seconds.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="key">Which one.</param>
    /// <param name="json">The settings, or the entry.</param>
    /// <param name="by">Who does it: the name of their key.</param>
    /// <param name="onlyAt">Where it is given: only while this is the last change of all.</param>
    /// <exception cref="Shards.JournalUnavailableException">It could not be made durable; nothing was changed.</exception>
    [Alias("put")]
    Task<ConfigurationAnswer> Put(ConfigurationKind kind, string key, string json, string by, long? onlyAt);

    /// <summary>Takes away what was there.</summary>
    /// <inheritdoc cref="Put"/>
    [Alias("delete")]
    Task<ConfigurationAnswer> Delete(ConfigurationKind kind, string key, string by, long? onlyAt);

    /// <summary>Registers many terminals in one commit; of a terminal that is in several rows the last good one counts. A bad row costs only itself.</summary>
    /// <returns>What became of each row, in their order.</returns>
    /// <exception cref="Shards.JournalUnavailableException">They could not be made durable; nothing was changed.</exception>
    [Alias("import"), ResponseTimeout("00:02:00")]
    Task<IReadOnlyList<TerminalRowResult>> ImportTerminals(IReadOnlyList<TerminalRow> rows, string by);

    /// <summary>What somebody is judged by now: for whoever tells in words what was judged.</summary>
    /// <returns>For whoever all of these hold; null for one that is not known.</returns>
    [Alias("terms")]
    Task<TermsView> GetTerms(string? acquirer, string? merchant, string? issuer, string? terminal);
}
