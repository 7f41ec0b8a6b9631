namespace PosMonitor.Settings;

/// <summary>A setting as it is in force at a scope.</summary>
/// <param name="Name">As over HTTP.</param>
/// <param name="Value">As JSON.</param>
/// <param name="Source">Who sets it: <c>default</c>, <c>file</c> (which stands for the environment and the command line too), or a scope.</param>
[GenerateSerializer, Immutable, Alias("pos.scope-value")]
public sealed record ScopeValue(
    [property: Id(0)] string Name,
    [property: Id(1)] string Value,
    [property: Id(2)] string Source);
