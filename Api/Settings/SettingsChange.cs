using System.Text.Json.Serialization;
using PosMonitor.Json;

namespace PosMonitor.Settings;

/// <summary>A change of what a scope sets.</summary>
/// <param name="Version">Changes of settings and registry have one sequence of numbers.</param>
/// <param name="At">The server's clock.</param>
/// <param name="By">The name of the key of whoever did it.</param>
/// <param name="Set">What the scope set from then on; null for nothing.</param>
public sealed record SettingsChange(long Version, DateTimeOffset At, string By, [property: JsonConverter(typeof(RawObject))] string? Set)
{
    public static SettingsChange Of(ConfigurationChange change) => new(change.Version, change.At, change.By, change.Body);
}
