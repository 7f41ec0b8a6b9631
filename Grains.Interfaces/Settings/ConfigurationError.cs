namespace PosMonitor.Settings;

/// <summary>Something wrong with settings or an entry that somebody wants.</summary>
/// <param name="Field">The member that is wrong; null where it is none, or several.</param>
/// <param name="Message">What is wrong, and what is allowed. Repeats no text of the caller.</param>
[GenerateSerializer, Immutable, Alias("pos.configuration-error")]
public sealed record ConfigurationError(
    [property: Id(0)] string? Field,
    [property: Id(1)] string Message);
