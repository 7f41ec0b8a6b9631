using System.Text.Json.Serialization;
using PosMonitor.Json;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>A change of an entry of the registry.</summary>
/// <param name="Version">Changes of settings and registry have one sequence of numbers.</param>
/// <param name="At">The server's clock.</param>
/// <param name="By">The name of the key of whoever did it.</param>
/// <param name="Entry">The entry from then on; null where it was removed.</param>
public sealed record RegistryChange(long Version, DateTimeOffset At, string By, [property: JsonConverter(typeof(RawObject))] string? Entry)
{
    public static RegistryChange Of(ConfigurationChange change) => new(change.Version, change.At, change.By, change.Body);
}
