using System.Runtime.InteropServices;
using PosMonitor.Access;
using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>A shard's part of what merchants and issuers did in the last slots, from the figures that their rules are judged by.</summary>
/// <param name="state">The shard.</param>
/// <param name="cut">The acquirers that are looked at; null for all.</param>
public sealed class RecentScan(ShardState state, AcquirerCut? cut)
{
    /// <summary>How many counts a party has: <see cref="RecentCount"/>.</summary>
    public const int Width = (int)RecentCount.Late + 1;

    private readonly AcquirerNames _acquirers = new(state.Names, cut);

    /// <summary>The merchants by <see cref="PartyKey"/>, or the issuers by id.</summary>
    /// <param name="kind">Merchant or issuer.</param>
    /// <param name="from">The start of the first slot, UTC ticks.</param>
    /// <param name="to">Slots before this one.</param>
    public Tally Of(SubjectKind kind, long from, long to)
    {
        // Names only of what is found: most parties are in many slots.
        Dictionary<int, (int Finished, int Failures, int Late)> sums = [];
        foreach (var (topic, subject, slot, finished, bad) in state.Slots.Sums)
        {
            if (subject.Kind != kind || slot < from || slot >= to || !_acquirers.Has(AcquirerOf(subject)))
                continue;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, subject.Number, out _);
            if (topic == SlotTopic.Notifications)
                sum.Late += bad;
            else
                (sum.Finished, sum.Failures) = (sum.Finished + finished, sum.Failures + bad);
        }
        return Named(kind, sums);
    }

    private int AcquirerOf(SlotSubject subject) => subject.Kind == SubjectKind.Merchant ? state.Parties.Merchants[subject.Number].Acquirer : subject.Acquirer;

    private Tally Named(SubjectKind kind, Dictionary<int, (int Finished, int Failures, int Late)> sums)
    {
        var book = new TallyBook(Width);
        Span<byte> key = stackalloc byte[PartyKey.Longest];
        foreach (var (number, (finished, failures, late)) in sums)
        {
            int length;
            if (kind == SubjectKind.Merchant)
                length = PartyKey.Write(state.Names[state.Parties.Merchants[number].Acquirer], state.Names[state.Parties.Merchants[number].Id], key);
            else
                state.Names[number].CopyTo(key[..(length = state.Names[number].Length)]);
            book.Add(key[..length], [finished, failures, late]);
        }
        return book.ToTally();
    }
}
