using System.Text.Json;

namespace PosMonitor.Operations.Parties;

/// <summary>The settings that hold for one transaction: the nearest of the scopes that it is in sets each of them (terminal, issuer, merchant, then all others).</summary>
/// <param name="terminal">What <c>/v1/settings/terminal/…</c> answers.</param>
/// <param name="issuer">The same of its issuer; null where that is not known.</param>
/// <param name="merchant">The same of its merchant; null where that is not known.</param>
internal sealed class SettingsInForce(JsonElement terminal, JsonElement? issuer, JsonElement? merchant)
{
    /// <summary>A duration by its name.</summary>
    public TimeSpan Duration(string name) =>
        PosMonitor.Settings.Duration.TryParse(Value(name).GetString(), out var duration) ? duration : throw new JsonException($"The setting '{name}' is not a duration.");

    /// <summary>A yes or no by its name.</summary>
    public bool Flag(string name) => Value(name).GetBoolean();

    /// <summary>Who sets it: <c>default</c>, <c>file</c> or a scope.</summary>
    public string SourceOf(string name) => SourceOf(Nearest(name), name);

    private JsonElement Value(string name) => Nearest(name).GetProperty(name);

    private JsonElement Nearest(string name)
    {
        if (SourceOf(terminal, name).StartsWith("terminal/", StringComparison.Ordinal))
            return terminal;
        if (issuer is { } bank && SourceOf(bank, name).StartsWith("issuer/", StringComparison.Ordinal))
            return bank;
        return merchant ?? terminal;
    }

    private static string SourceOf(JsonElement settings, string name) => settings.GetProperty("sources").GetProperty(name).GetString()!;
}
