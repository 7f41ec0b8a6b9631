namespace PosMonitor.Settings;

/// <summary>An entry of the registry as it stands.</summary>
/// <param name="Key">Which one, see <see cref="ConfigurationKind"/>.</param>
/// <param name="Body">A JSON object.</param>
/// <param name="Version">The change that made it so; 0 where it was there from the start.</param>
[GenerateSerializer, Immutable, Alias("pos.registry-entry")]
public sealed record RegistryEntry(
    [property: Id(0)] string Key,
    [property: Id(1)] string Body,
    [property: Id(2)] long Version);
