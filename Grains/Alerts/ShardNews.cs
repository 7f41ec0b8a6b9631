using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>What a shard tells the alert book of one of its records.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Seq">The record; each is told in order, those without effects and figures are left out.</param>
/// <param name="Effects">What its rules concluded.</param>
/// <param name="Figures">The slot figures, one report for each tick of the clock in the record, oldest first.</param>
[GenerateSerializer, Immutable, Alias("pos.shard-news")]
public sealed record ShardNews(
    [property: Id(0)] int Shard,
    [property: Id(1)] long Seq,
    [property: Id(2)] IReadOnlyList<AlertEffect> Effects,
    [property: Id(3)] IReadOnlyList<SlotReport> Figures);
