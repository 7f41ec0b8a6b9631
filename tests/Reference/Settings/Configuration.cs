using System.Collections.Immutable;

namespace PosMonitor.Reference;

/// <summary>
/// One version of the settings of every scope and of the registry. "The nearest scope wins": from far to near fleet, acquirer, merchant, issuer,
/// terminal.
/// </summary>
public sealed class Configuration(
    ReferenceSettings atStart,
    ImmutableDictionary<string, Func<ReferenceSettings, ReferenceSettings>> scopes,
    ImmutableDictionary<string, AcquirerEntry> acquirers,
    ImmutableDictionary<string, TerminalEntry> terminals)
{
    private readonly Dictionary<(string?, string?, string?, string?), ReferenceSettings> _known = [];

    /// <summary>Nothing overridden, and the acquirers that are "held from the start".</summary>
    /// <param name="atStart">What the process was started with.</param>
    public Configuration(ReferenceSettings atStart)
        : this(
            atStart,
            ImmutableDictionary<string, Func<ReferenceSettings, ReferenceSettings>>.Empty,
            AcquirerEntry.Shipped,
            ImmutableDictionary<string, TerminalEntry>.Empty)
    {
    }

    /// <param name="scope"><c>fleet</c>, <c>acquirer/a</c>, <c>merchant/a/m</c>, <c>issuer/i</c> or <c>terminal/a/t</c>.</param>
    /// <param name="overrides">What it changes in the settings of the scopes further away, in place of what it changed before; null for nothing.</param>
    public Configuration WithScope(string scope, Func<ReferenceSettings, ReferenceSettings>? overrides) =>
        new(atStart, overrides is null ? scopes.Remove(scope) : scopes.SetItem(scope, overrides), acquirers, terminals);

    public Configuration WithAcquirer(string acquirer, AcquirerEntry? entry) =>
        new(atStart, scopes, entry is null ? acquirers.Remove(acquirer) : acquirers.SetItem(acquirer, entry), terminals);

    public Configuration WithTerminal(string acquirer, string terminal, TerminalEntry? entry)
    {
        var id = $"{acquirer}/{terminal}";
        return new(atStart, scopes, acquirers, entry is null ? terminals.Remove(id) : terminals.SetItem(id, entry));
    }

    /// <summary>The settings for what has these ids; a null one has no scope.</summary>
    public ReferenceSettings SettingsOf(string? acquirer = null, string? merchant = null, string? issuer = null, string? terminal = null)
    {
        if (_known.TryGetValue((acquirer, merchant, issuer, terminal), out var settings))
            return settings;
        string?[] fromFarToNear =
        [
            "fleet",
            acquirer is null ? null : $"acquirer/{acquirer}",
            merchant is null ? null : $"merchant/{acquirer}/{merchant}",
            issuer is null ? null : $"issuer/{issuer}",
            terminal is null ? null : $"terminal/{acquirer}/{terminal}",
        ];
        settings = atStart;
        foreach (var scope in fromFarToNear)
        {
            if (scope is not null && scopes.TryGetValue(scope, out var overrides))
                settings = overrides(settings);
        }
        _known.Add((acquirer, merchant, issuer, terminal), settings);
        return settings;
    }

    /// <summary>What the registry holds of an acquirer; null for nothing.</summary>
    public AcquirerEntry? Acquirer(string id) => acquirers.GetValueOrDefault(id);

    /// <summary>What the registry holds of a terminal; null for nothing.</summary>
    public TerminalEntry? Terminal(string acquirer, string id) => terminals.GetValueOrDefault($"{acquirer}/{id}");

    /// <summary>What a response code means at an acquirer: its own entry takes the place of the table's row.</summary>
    public ResponseCode CodeOf(string acquirer, string code) =>
        Acquirer(acquirer)?.Codes.GetValueOrDefault(code) ?? new ResponseCode(ResponseCodes.ClassOf(code), ResponseCodes.CauseOf(code));

    /// <summary>The business days of an acquirer; of one that the registry does not hold, in the default time zone.</summary>
    public BusinessDays DaysOf(string acquirer) => new((Acquirer(acquirer) ?? new AcquirerEntry()).TimeZone);
}
