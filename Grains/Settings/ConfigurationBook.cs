using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PosMonitor.Settings;

/// <summary>Settings of every scope and the registry's acquirers as they stand, with the last change of each. Terminals of the registry stay in the store.</summary>
public sealed class ConfigurationBook
{
    private readonly DetectionOptions _atStart;
    private readonly Dictionary<(ConfigurationKind Kind, string Key), ConfigurationChange> _last = [];

    /// <param name="atStart">The settings of the files, the environment and the command line.</param>
    /// <param name="state">What the store holds.</param>
    public ConfigurationBook(DetectionOptions atStart, ConfigurationState state)
    {
        _atStart = atStart;
        Now = Configuration.Start(atStart);
        Take(state.Latest);
        Now = Now.At(state.Version);
    }

    /// <summary>What is in force.</summary>
    public Configuration Now { get; private set; }

    /// <summary>Puts changes in force, in their order.</summary>
    public void Take(IReadOnlyList<ConfigurationChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Kind == ConfigurationKind.Terminal)
                continue;
            Now = Now.With(change);
            _last[(change.Kind, change.Key)] = change;
        }
        if (changes.Count > 0)
            Now = Now.At(changes[^1].Version);
    }

    /// <summary>What a scope sets or the registry holds of an acquirer, in the form in which it is kept; null for nothing.</summary>
    public string? BodyOf(ConfigurationKind kind, string key) => kind switch
    {
        ConfigurationKind.Settings => Now.Scope(key) is { IsEmpty: false } overrides ? overrides.ToJson() : null,
        _ => Now.Acquirers.TryGetValue(key, out var entry) ? entry.ToJson() : null,
    };

    /// <summary>True where the subject stands in the book, or ever did.</summary>
    public bool Knows(ConfigurationKind kind, string key) => _last.ContainsKey((kind, key)) || BodyOf(kind, key) is not null;

    /// <summary>The registry's entry of an acquirer, or null.</summary>
    public RegistryEntry? Acquirer(string id) =>
        BodyOf(ConfigurationKind.Acquirer, id) is { } body ? new RegistryEntry(id, body, _last.GetValueOrDefault((ConfigurationKind.Acquirer, id))?.Version ?? 0) : null;

    /// <summary>Every setting as it is in force at a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="ids">Whom it is about; of a terminal, with its registered merchant.</param>
    public ScopeView View(string scope, ScopeIds ids)
    {
        var scopes = Configuration.ScopesOf(ids.Acquirer, ids.Merchant, ids.Issuer, ids.Terminal).Prepend(SettingScope.Fleet).Reverse().ToList();
        var options = Now.Of(ids.Acquirer, ids.Merchant, ids.Issuer, ids.Terminal);
        var defaults = new DetectionOptions();
        var values = DetectionSettings.All.Select(setting => new ScopeValue(
            setting.Name,
            Json(setting, setting.Get(options)),
            scopes.Find(near => Now.Scope(near)?.Sets(setting) == true) ?? (setting.Get(_atStart).Equals(setting.Get(defaults)) ? "default" : "file")));
        return new ScopeView(scope, [.. values], _last.GetValueOrDefault((ConfigurationKind.Settings, scope)));
    }

    private static string Json(DetectionSetting setting, object value)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            setting.Write(json, value);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
        return document.RootElement.GetProperty(setting.Name).GetRawText();
    }
}
