namespace PosMonitor.Settings;

/// <summary>One change of the settings or the registry, as it is kept and as it stands in the journal of each shard that it concerns.</summary>
/// <param name="Version">1, 2, 3 …: every change takes the next.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">Which one, see <see cref="ConfigurationKind"/>.</param>
/// <param name="Body">A JSON object that takes the place of what was there; null where it was removed.</param>
/// <param name="By">Who did it: the name of their key.</param>
/// <param name="At">The server's clock.</param>
[GenerateSerializer, Immutable, Alias("pos.configuration-change")]
public sealed record ConfigurationChange(
    [property: Id(0)] long Version,
    [property: Id(1)] ConfigurationKind Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] string? Body,
    [property: Id(4)] string By,
    [property: Id(5)] DateTimeOffset At);
