using System.Collections.Immutable;
using PosMonitor.Registry;
using PosMonitor.Transactions;

namespace PosMonitor.Settings;

/// <summary>
/// Settings of every scope, and the registry's acquirers, as they stand at one version. Immutable: a change gives another one, so that what was begun
/// under a version can be ended under it. Terminals of the registry are not in it; they stand at the terminals.
/// </summary>
public sealed class Configuration
{
    private readonly DetectionOptions _base;
    private readonly ImmutableDictionary<string, SettingOverrides> _scopes;
    private readonly ImmutableDictionary<string, ResponseCodes> _codes;

    private Configuration(
        long version, DetectionOptions atStart, DetectionOptions fleet, ImmutableDictionary<string, SettingOverrides> scopes,
        ImmutableDictionary<string, AcquirerEntry> acquirers, ImmutableDictionary<string, ResponseCodes> codes)
    {
        (Version, _base, Fleet, _scopes, Acquirers, _codes) = (version, atStart, fleet, scopes, acquirers, codes);
        Plain = new Lifecycle(fleet, ResponseCodes.Shipped);
        HasScopes = scopes.Count > (scopes.ContainsKey(SettingScope.Fleet) ? 1 : 0);
        HasTerminals = scopes.Keys.Any(static scope => scope.StartsWith("terminal/", StringComparison.Ordinal));
        LongestFeedSilence = scopes.Values.SelectMany(static overrides => overrides.Values).Where(static set => set.Setting.Property == nameof(DetectionOptions.FeedSilentAfter))
            .Select(static set => (TimeSpan)set.Value).Append(fleet.FeedSilentAfter).Max();
    }

    /// <summary>The last change that it has; 0 for none.</summary>
    public long Version { get; }

    /// <summary>The settings where no scope but the fleet sets any.</summary>
    public DetectionOptions Fleet { get; }

    /// <summary>True where a scope below the fleet sets something.</summary>
    public bool HasScopes { get; }

    /// <summary>True where terminals set something of their own.</summary>
    public bool HasTerminals { get; }

    /// <summary>True where it matters whose acquirer somebody is.</summary>
    public bool HasOwn => HasScopes || !_codes.IsEmpty;

    /// <summary>By what transactions are judged where it does not matter whose they are.</summary>
    public Lifecycle Plain { get; }

    /// <summary>The longest time that the feed of any acquirer may be silent.</summary>
    public TimeSpan LongestFeedSilence { get; }

    /// <summary>What each scope sets.</summary>
    public IReadOnlyDictionary<string, SettingOverrides> Scopes => _scopes;

    /// <summary>The acquirers that the registry holds, by id.</summary>
    public ImmutableDictionary<string, AcquirerEntry> Acquirers { get; }

    /// <summary>Before any change.</summary>
    /// <param name="atStart">The settings of the files, the environment and the command line.</param>
    public static Configuration Start(DetectionOptions atStart) =>
        new(0, atStart, atStart, ImmutableDictionary<string, SettingOverrides>.Empty, ShippedAcquirers.All, ImmutableDictionary<string, ResponseCodes>.Empty);

    /// <summary>This one with a change; one of a terminal's entry moves the version only.</summary>
    public Configuration With(ConfigurationChange change) => change.Kind switch
    {
        ConfigurationKind.Settings => WithScope(change.Version, change.Key, change.Body is { } body ? SettingOverrides.Parse(body) : null),
        ConfigurationKind.Acquirer => WithAcquirer(change.Version, change.Key, change.Body is { } body ? AcquirerEntry.Parse(body) : null),
        _ => At(change.Version),
    };

    /// <summary>The same at a later version.</summary>
    public Configuration At(long version) => new(version, _base, Fleet, _scopes, Acquirers, _codes);

    /// <summary>The changes that make this one out of the start.</summary>
    public IReadOnlyList<ConfigurationChange> FromStart()
    {
        ConfigurationChange Change(ConfigurationKind kind, string key, string? body) => new(Version, kind, key, body, "", default);
        return
        [
            .. _scopes.Select(scope => Change(ConfigurationKind.Settings, scope.Key, scope.Value.ToJson())),
            .. Acquirers.Where(acquirer => ShippedAcquirers.All.GetValueOrDefault(acquirer.Key) != acquirer.Value)
                .Select(acquirer => Change(ConfigurationKind.Acquirer, acquirer.Key, acquirer.Value.ToJson())),
            .. ShippedAcquirers.All.Keys.Where(shipped => !Acquirers.ContainsKey(shipped)).Select(shipped => Change(ConfigurationKind.Acquirer, shipped, null)),
        ];
    }

    /// <summary>What a scope sets, or null.</summary>
    public SettingOverrides? Scope(string scope) => _scopes.GetValueOrDefault(scope);

    /// <summary>The settings in force for whoever all of these scopes hold; null for one that is not known or does not apply.</summary>
    public DetectionOptions Of(string? acquirer, string? merchant, string? issuer, string? terminal)
    {
        if (!HasScopes)
            return Fleet;
        DetectionOptions? options = null;
        foreach (var scope in ScopesOf(acquirer, merchant, issuer, terminal))
        {
            if (Scope(scope) is not { } overrides)
                continue;
            options ??= Fleet with { };
            overrides.ApplyTo(options);
        }
        return options ?? Fleet;
    }

    /// <summary>The scopes below the fleet, from far to near: acquirer, merchant, issuer, terminal.</summary>
    public static IEnumerable<string> ScopesOf(string? acquirer, string? merchant, string? issuer, string? terminal)
    {
        if (acquirer is not null)
            yield return SettingScope.OfAcquirer(acquirer);
        if (acquirer is not null && merchant is not null)
            yield return SettingScope.OfMerchant(acquirer, merchant);
        if (issuer is not null)
            yield return SettingScope.OfIssuer(issuer);
        if (acquirer is not null && terminal is not null)
            yield return SettingScope.OfTerminal(acquirer, terminal);
    }

    /// <summary>What response codes mean at an acquirer.</summary>
    public ResponseCodes CodesOf(string acquirer) => _codes.GetValueOrDefault(acquirer, ResponseCodes.Shipped);

    /// <summary>The time zone of an acquirer's business days.</summary>
    public string ZoneOf(string acquirer) => Acquirers.TryGetValue(acquirer, out var entry) ? entry.TimeZone : BusinessDay.DefaultZone;

    /// <summary>True where the registry holds the acquirer, and not as one without a licence.</summary>
    public bool MayWork(string acquirer) => Acquirers.TryGetValue(acquirer, out var entry) && entry.Licensed != Licence.None;

    private Configuration WithScope(long version, string scope, SettingOverrides? overrides)
    {
        var scopes = overrides is null ? _scopes.Remove(scope) : _scopes.SetItem(scope, overrides);
        var fleet = Fleet;
        if (scope == SettingScope.Fleet)
        {
            fleet = _base with { };
            overrides?.ApplyTo(fleet);
        }
        return new Configuration(version, _base, fleet, scopes, Acquirers, _codes);
    }

    private Configuration WithAcquirer(long version, string id, AcquirerEntry? entry)
    {
        var acquirers = entry is null ? Acquirers.Remove(id) : Acquirers.SetItem(id, entry);
        var codes = entry is null || entry.Codes.IsEmpty ? _codes.Remove(id) : _codes.SetItem(id, ResponseCodes.Shipped.With(entry.Codes));
        return new Configuration(version, _base, Fleet, _scopes, acquirers, codes);
    }
}
