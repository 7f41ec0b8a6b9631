namespace PosMonitor.Terminals;

/// <summary>Terminals of an acquirer in order of their ids.</summary>
/// <param name="Items">The terminals.</param>
/// <param name="Next">The id after which the next page starts, null after the last one.</param>
[GenerateSerializer, Immutable, Alias("pos.terminal-page")]
public sealed record TerminalPage([property: Id(0)] IReadOnlyList<TerminalView> Items, [property: Id(1)] string? Next);
