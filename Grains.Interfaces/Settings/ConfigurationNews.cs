namespace PosMonitor.Settings;

/// <summary>The next changes of the configuration that concern whoever asked.</summary>
/// <param name="Through">All changes up to this version are told with these; those that are of no concern are left out.</param>
/// <param name="Changes">In order of version.</param>
/// <param name="More">True where there are more after <paramref name="Through"/> already.</param>
[GenerateSerializer, Immutable, Alias("pos.configuration-news")]
public sealed record ConfigurationNews(
    [property: Id(0)] long Through,
    [property: Id(1)] IReadOnlyList<ConfigurationChange> Changes,
    [property: Id(2)] bool More);
