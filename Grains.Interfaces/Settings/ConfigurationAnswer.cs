namespace PosMonitor.Settings;

/// <summary>What became of a wish to change settings or registry.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Errors">What is wrong with it, where it was refused.</param>
[GenerateSerializer, Immutable, Alias("pos.configuration-answer")]
public sealed record ConfigurationAnswer(
    [property: Id(0)] ConfigurationResult Result,
    [property: Id(1)] IReadOnlyList<ConfigurationError> Errors)
{
    public static ConfigurationAnswer Of(ConfigurationResult result) => new(result, []);
}
