namespace PosMonitor.Parties;

/// <summary>Subjects in order of their ids.</summary>
/// <param name="Items">The subjects.</param>
/// <param name="Next">The id after which the next page starts, null after the last one.</param>
[GenerateSerializer, Immutable, Alias("pos.subject-page")]
public sealed record SubjectPage([property: Id(0)] IReadOnlyList<SubjectTotals> Items, [property: Id(1)] string? Next);
