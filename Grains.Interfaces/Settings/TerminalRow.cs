namespace PosMonitor.Settings;

/// <summary>A terminal to be registered, one of many.</summary>
[GenerateSerializer, Immutable, Alias("pos.terminal-row")]
public sealed record TerminalRow(
    [property: Id(0)] string Acquirer,
    [property: Id(1)] string Terminal,
    [property: Id(2)] string? Merchant,
    [property: Id(3)] string? Serial,
    [property: Id(4)] string? Model,
    [property: Id(5)] double? Lat,
    [property: Id(6)] double? Lon);
