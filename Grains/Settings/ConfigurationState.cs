namespace PosMonitor.Settings;

/// <summary>What the store holds of settings and acquirers.</summary>
/// <param name="Version">The last change of all; 0 for none.</param>
/// <param name="Latest">The last change of each scope and each acquirer, in order of version; those that were removed too.</param>
public sealed record ConfigurationState(long Version, IReadOnlyList<ConfigurationChange> Latest);
