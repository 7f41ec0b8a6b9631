using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Registry;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Settings;

/// <summary>
/// The shell around a <see cref="ConfigurationBook"/>: changes come one after the other, each is judged, kept, and told to the shards that it concerns.
/// Reentrant, because the shards ask for a change while whoever made it waits for them.
/// </summary>
[KeepAlive, Reentrant]
public sealed partial class ConfigurationGrain(
    IConfigurationStore store, IOptions<MonitorOptions> monitor, IOptions<DetectionOptions> detection, TimeProvider time, ILogger<ConfigurationGrain> log)
    : Grain, IConfigurationGrain
{
    /// <summary>The most rows of an import.</summary>
    public const int MostRows = 100_000;

    /// <summary>So many changes are told at a time: a record of a shard's journal of some hundred kilobytes.</summary>
    private const int ChangesAtOnce = 2000;

    /// <summary>How long whoever changes something waits for the shards.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ConfigurationBook _book = null!;
    private Task _turn = Task.CompletedTask;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var state = await store.Load(cancellationToken);
        _book = new ConfigurationBook(detection.Value, state);
        LogOpened(log, state.Version, _book.Now.Scopes.Count, _book.Now.Acquirers.Count);
    }

    public Task<ConfigurationNews> Since(int shard, long after)
    {
        // Asked once a second by each shard: mostly there is nothing.
        return after >= _book.Now.Version
            ? Task.FromResult(new ConfigurationNews(after, [], More: false))
            : store.Since(shard, after, ChangesAtOnce, CancellationToken.None);
    }

    public Task<long> GetVersion() => Task.FromResult(_book.Now.Version);

    public async Task<ScopeView> GetSettings(string scope)
    {
        var ids = SettingScope.Parse(scope);
        if (ids.Terminal is not null)
        {
            var key = TerminalKey.Of(ids.Acquirer!, ids.Terminal);
            ids = ids with { Merchant = (await MerchantsOf([key])).GetValueOrDefault(key) };
        }
        return _book.View(scope, ids);
    }

    public Task<TermsView> GetTerms(string? acquirer, string? merchant, string? issuer, string? terminal) => Task.FromResult(new TermsView(
        SettingOverrides.Of(_book.Now.Of(acquirer, merchant, issuer, terminal)).ToJson(),
        acquirer is not null && _book.Now.Acquirers.TryGetValue(acquirer, out var entry) ? entry.ToJson() : null));

    public Task<RegistryEntry?> GetAcquirer(string acquirer) => Task.FromResult(_book.Acquirer(acquirer));

    public async Task<RegistryEntry?> GetTerminal(string acquirer, string terminal) =>
        (await store.FindTerminals([TerminalKey.Of(acquirer, terminal)], CancellationToken.None)).SingleOrDefault();

    public Task<IReadOnlyList<RegistryEntry>> ListAcquirers(string? after, int limit, AcquirerCut? cut) => Task.FromResult<IReadOnlyList<RegistryEntry>>(
        [.. _book.Now.Acquirers.Keys.Where(id => cut?.Has(id) != false && string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit).Select(id => _book.Acquirer(id)!)]);

    public Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string? after, int limit) =>
        store.ListTerminals(acquirer, after ?? "", limit, CancellationToken.None);

    public async Task<IReadOnlyList<ConfigurationChange>?> GetHistory(ConfigurationKind kind, string key, long before, int limit)
    {
        var changes = await store.History(kind, key, before, limit, CancellationToken.None);
        if (changes.Count > 0 || kind == ConfigurationKind.Settings)
            return changes;
        var isKnown = kind == ConfigurationKind.Acquirer
            ? _book.Knows(kind, key)
            : (await store.History(kind, key, long.MaxValue, 1, CancellationToken.None)).Count > 0;
        return isKnown ? changes : null;
    }

    public Task<ConfigurationAnswer> Put(ConfigurationKind kind, string key, string json, string by, long? onlyAt)
    {
        CheckKey(kind, key);
        var errors = new List<ConfigurationError>();
        var body = ConfigurationBody.Read(kind, json, errors);
        return errors.Count > 0
            ? Task.FromResult(new ConfigurationAnswer(ConfigurationResult.Refused, errors))
            : Change(kind, key, body, by, onlyAt);
    }

    public Task<ConfigurationAnswer> Delete(ConfigurationKind kind, string key, string by, long? onlyAt)
    {
        CheckKey(kind, key);
        return Change(kind, key, null, by, onlyAt);
    }

    public async Task<IReadOnlyList<TerminalRowResult>> ImportTerminals(IReadOnlyList<TerminalRow> rows, string by)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, MostRows);
        // Beside the grain, which has shards to answer meanwhile.
        var import = await Task.Run(() => new TerminalImport(rows));
        var changes = await InTurn(async () =>
        {
            var known = await store.FindTerminals(import.Keys, CancellationToken.None);
            var (last, now) = (_book.Now.Version, time.GetUtcNow());
            var changes = await Task.Run(() => import.Changes(known, last, by, now));
            await Commit(changes, by);
            return changes;
        });
        await Tell(changes);
        return import.Results;
    }

    private async Task<ConfigurationAnswer> Change(ConfigurationKind kind, string key, string? body, string by, long? onlyAt)
    {
        List<ConfigurationChange> changes = [];
        var answer = await InTurn(async () =>
        {
            if (onlyAt is { } version && version != _book.Now.Version)
                return ConfigurationAnswer.Of(ConfigurationResult.Moved);
            var before = await BodyOf(kind, key);
            if (before == body)
                return ConfigurationAnswer.Of(body is null && kind != ConfigurationKind.Settings ? ConfigurationResult.Unknown : ConfigurationResult.Unchanged);
            var change = new ConfigurationChange(_book.Now.Version + 1, kind, key, body, by, time.GetUtcNow());
            if (kind == ConfigurationKind.Settings && await Conflicts(change) is { Count: > 0 } conflicts)
                return new ConfigurationAnswer(ConfigurationResult.Refused, conflicts);
            changes.Add(change);
            await Commit(changes, by);
            return ConfigurationAnswer.Of(ConfigurationResult.Changed);
        });
        await Tell(changes);
        return answer;
    }

    private async Task<List<ConfigurationError>> Conflicts(ConfigurationChange change)
    {
        var after = _book.Now.With(change);
        var merchants = await MerchantsOf(SettingConflicts.TerminalsOf(after, change.Key));
        return SettingConflicts.Of(_book.Now, after, change.Key, merchants);
    }

    private async Task Commit(List<ConfigurationChange> changes, string by)
    {
        if (changes.Count == 0)
            return;
        try
        {
            await store.Append(changes);
        }
        // Anything else than "nothing was written" leaves it open what was: start again from the store.
        catch (Exception failure) when (failure is not JournalUnavailableException)
        {
            LogNotCommitted(log, failure);
            DeactivateOnIdle();
            throw;
        }
        _book.Take(changes);
        LogChanged(log, _book.Now.Version, changes.Count, by);
    }

    /// <summary>Has the shards that the changes concern put them in force, and waits for that, but not for ever: they are kept, whoever is told of them when.</summary>
    private async Task Tell(List<ConfigurationChange> changes)
    {
        if (changes.Count == 0)
            return;
        var shards = changes.Select(change => ConfigurationReach.Of(change, monitor.Value.Shards)).ToHashSet();
        IEnumerable<int> concerned = shards.Contains(ConfigurationReach.Everybody) ? Enumerable.Range(0, monitor.Value.Shards) : shards;
        var version = changes[^1].Version;
        try
        {
            await TellAll(concerned, version, shards.Contains(ConfigurationReach.Everybody)).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            LogNotEverywhere(log, version, Patience);
        }
    }

    // The alert book after the shards: what it judges from then on is of events that they took with the change.
    private async Task TellAll(IEnumerable<int> shards, long version, bool withBook)
    {
        await Task.WhenAll(shards.Select(shard => Tell(shard, version)));
        if (withBook)
            await TellBook(version);
    }

    private async Task TellBook(long version)
    {
        try
        {
            await GrainFactory.GetGrain<IAlertSink>(0).Configure(version);
        }
        catch (Exception failure)
        {
            LogNotTakenByBook(log, failure, version);
        }
    }

    private async Task Tell(int shard, long version)
    {
        try
        {
            await GrainFactory.GetGrain<IShardGrain>(shard).Configure(version);
        }
        catch (Exception failure)
        {
            LogNotTaken(log, failure, shard, version);
        }
    }

    private async Task<string?> BodyOf(ConfigurationKind kind, string key) => kind == ConfigurationKind.Terminal
        ? (await store.FindTerminals([key], CancellationToken.None)).SingleOrDefault()?.Body
        : _book.BodyOf(kind, key);

    private async Task<Dictionary<string, string?>> MerchantsOf(List<string> terminals) => terminals.Count == 0
        ? []
        : (await store.FindTerminals(terminals, CancellationToken.None)).ToDictionary(entry => entry.Key, entry => TerminalEntry.Parse(entry.Body).Merchant);

    // Changes wait for each other here, as the grain itself lets everybody in.
    private Task<T> InTurn<T>(Func<Task<T>> change)
    {
        var turn = After(_turn, change);
        _turn = turn;
        return turn;

        static async Task<T> After(Task before, Func<Task<T>> change)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await change();
        }
    }

    private static void CheckKey(ConfigurationKind kind, string key)
    {
        var isKey = kind switch
        {
            ConfigurationKind.Settings => SettingScope.TryParse(key, out _),
            ConfigurationKind.Acquirer => SettingScope.TryParse($"acquirer/{key}", out _),
            ConfigurationKind.Terminal => SettingScope.TryParse($"terminal/{key}", out _),
            _ => false,
        };
        if (!isKey)
            throw new ArgumentException($"The key is not one of {nameof(ConfigurationKind)}.{kind}.", nameof(key));
    }
}
