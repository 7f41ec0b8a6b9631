using System.Text;

namespace PosMonitor.Parties;

/// <summary>A shard's slot figures that changed since its last tick, as they stand at this one.</summary>
/// <param name="Clock">The tick, UTC ticks: all that happened up to it is counted.</param>
/// <param name="Figures">Absolute: each replaces what the shard told of that subject and slot before.</param>
[GenerateSerializer, Immutable, Alias("pos.slot-report")]
public sealed record SlotReport([property: Id(0)] long Clock, [property: Id(1)] IReadOnlyList<SlotFigures> Figures)
{
    /// <summary>
    /// The shard's tick before this one, reported or not, UTC ticks; <see cref="long.MinValue"/> before the first. Slots that ended by then were
    /// settled without these figures, so they count in the judgements of later slot ends only (contract §4).
    /// </summary>
    [Id(2)] public long Since { get; init; } = long.MinValue;

    /// <summary>
    /// True where every slot end that the tick had passed and at which it counts is judged: it need not be told any more, and told again it is no news. The tick
    /// itself may be later than that: how far all is judged is the earliest of all shards' ticks.
    /// </summary>
    /// <param name="judgedThrough">How far all is judged, UTC ticks.</param>
    public bool IsJudged(long judgedThrough) =>
        judgedThrough != long.MinValue && PartyJudge.FirstEnd(Since) <= judgedThrough && Clock < PartyJudge.FirstEnd(judgedThrough);

    /// <summary>What changed of the acquirers' feeds, absolute as well.</summary>
    [Id(3)] public IReadOnlyList<FeedFigures> Feeds { get; init; } = [];

    /// <summary>
    /// What is left out of <see cref="Figures"/>: merchants of which nothing failed in a slot, packed (<see cref="MerchantCounts"/>). Null for none, and from a
    /// build that does not pack.
    /// </summary>
    [Id(4)] public byte[]? Merchants { get; init; }

    /// <summary>The same report with nothing packed, for a book of a build that does not know of it.</summary>
    public SlotReport Unpacked()
    {
        if (Merchants is null)
            return this;
        List<SlotFigures> figures = [.. Figures];
        for (var each = new MerchantCounts.Each(Merchants); each.MoveNext();)
            figures.Add(new SlotFigures(SubjectKind.Merchant, Encoding.ASCII.GetString(each.Subject), each.Slot, each.Finished, [], []));
        return this with { Figures = figures, Merchants = null };
    }
}
