namespace PosMonitor.Access;

/// <summary>When a key was used last.</summary>
/// <param name="Id">The key.</param>
/// <param name="At">To the minute.</param>
[GenerateSerializer, Immutable, Alias("pos.key-use")]
public sealed record KeyUse([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset At);
