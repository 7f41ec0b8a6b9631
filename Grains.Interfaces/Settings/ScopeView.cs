namespace PosMonitor.Settings;

/// <summary>The settings in force at a scope.</summary>
/// <param name="Scope">As in <see cref="ConfigurationKind.Settings"/>.</param>
/// <param name="Values">Every setting there is.</param>
/// <param name="Last">The last change of what the scope itself sets, or null.</param>
[GenerateSerializer, Immutable, Alias("pos.scope-view")]
public sealed record ScopeView(
    [property: Id(0)] string Scope,
    [property: Id(1)] IReadOnlyList<ScopeValue> Values,
    [property: Id(2)] ConfigurationChange? Last);
