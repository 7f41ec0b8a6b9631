using PosMonitor.Terminals;

namespace PosMonitor.Settings;

/// <summary>What would not hold between settings after a change: at its own scope, and at each stored scope that it reaches.</summary>
internal static class SettingConflicts
{
    private const int MostNamed = 20;

    /// <summary>The terminals with settings of their own that a change reaches, as keys: their registered merchants matter to <see cref="Of"/>.</summary>
    public static List<string> TerminalsOf(Configuration after, string scope)
    {
        var changed = SettingScope.Parse(scope);
        return [.. Reached(after, scope, changed).Append(changed).Where(ids => ids.Terminal is not null).Select(ids => TerminalKey.Of(ids.Acquirer!, ids.Terminal!))];
    }

    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="scope">Whose settings change.</param>
    /// <param name="merchants">The registered merchants of the terminals that <see cref="TerminalsOf"/> names.</param>
    public static List<ConfigurationError> Of(Configuration before, Configuration after, string scope, IReadOnlyDictionary<string, string?> merchants)
    {
        var changed = SettingScope.Parse(scope);
        var errors = new List<ConfigurationError>();
        foreach (var (property, value, allowed) in Conflicts(after, WithMerchant(changed, merchants)))
            errors.Add(new ConfigurationError(NameOf(property), $"{NameOf(property)} is {value}; allowed is {allowed}."));
        if (errors.Count > 0)
            return errors;
        foreach (var found in Reached(after, scope, changed))
        {
            var ids = WithMerchant(found, merchants);
            if (changed.Merchant is not null && ids.Merchant != changed.Merchant)
                continue;
            // One that was broken before, by another file of settings, is not this change's to mend.
            if (Conflicts(after, ids).FirstOrDefault() is not ({ } property, var value, var allowed) || Conflicts(before, ids).Any())
                continue;
            errors.Add(new ConfigurationError(NameOf(property), $"{ScopeOf(found)}: {NameOf(property)} would be {value}; allowed is {allowed}."));
            if (errors.Count == MostNamed)
                break;
        }
        return errors;
    }

    private static IEnumerable<(string Property, string Value, string Allowed)> Conflicts(Configuration configuration, ScopeIds ids) =>
        DetectionSettings.Conflicts(configuration.Of(ids.Acquirer, ids.Merchant, ids.Issuer, ids.Terminal), NameOf);

    private static IEnumerable<ScopeIds> Reached(Configuration after, string scope, ScopeIds changed)
    {
        if (changed.Terminal is not null || changed.Issuer is not null)
            yield break;
        foreach (var other in after.Scopes.Keys.Order(StringComparer.Ordinal))
        {
            if (other == scope || !SettingScope.TryParse(other, out var ids) || (changed.Acquirer is not null && ids.Acquirer != changed.Acquirer))
                continue;
            if (ids != default && (changed.Merchant is null || ids.Terminal is not null))
                yield return ids;
        }
    }

    private static ScopeIds WithMerchant(ScopeIds ids, IReadOnlyDictionary<string, string?> merchants) =>
        ids.Terminal is null ? ids : ids with { Merchant = merchants.GetValueOrDefault(TerminalKey.Of(ids.Acquirer!, ids.Terminal)) };

    private static string ScopeOf(ScopeIds ids) =>
        ids.Terminal is not null ? SettingScope.OfTerminal(ids.Acquirer!, ids.Terminal)
        : ids.Merchant is not null ? SettingScope.OfMerchant(ids.Acquirer!, ids.Merchant)
        : ids.Issuer is not null ? SettingScope.OfIssuer(ids.Issuer)
        : SettingScope.OfAcquirer(ids.Acquirer!);

    private static string NameOf(string property) => DetectionSettings.All.First(setting => setting.Property == property).Name;
}
