namespace PosMonitor.Settings;

/// <summary>What somebody is judged by.</summary>
/// <param name="Settings">Every setting in force, as a JSON object.</param>
/// <param name="Acquirer">The registry's entry of the acquirer, as a JSON object, or null.</param>
[GenerateSerializer, Immutable, Alias("pos.terms-view")]
public sealed record TermsView([property: Id(0)] string Settings, [property: Id(1)] string? Acquirer);
