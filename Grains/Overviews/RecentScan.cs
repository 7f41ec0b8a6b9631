using System.Runtime.InteropServices;
using PosMonitor.Access;
using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>
/// A shard's part of what merchants (by <see cref="PartyKey"/>) or issuers (by id) did in the last slots, from the figures that their rules are judged by.
/// Those are added up in one go, as they change with every event; the names are written down some thousands at a time.
/// </summary>
/// <param name="state">The shard.</param>
/// <param name="kind">Merchant or issuer.</param>
/// <param name="from">The start of the first slot, UTC ticks.</param>
/// <param name="to">Slots before this one.</param>
/// <param name="cut">The acquirers that are looked at; null for all.</param>
public sealed class RecentScan(ShardState state, SubjectKind kind, long from, long to, AcquirerCut? cut)
{
    /// <summary>How many counts a party has: <see cref="RecentCount"/>.</summary>
    public const int Width = (int)RecentCount.Late + 1;

    private const int Slice = 2048;
    private readonly AcquirerNames _acquirers = new(state.Names, cut);
    private TallyBook _parties = new(Width);
    private KeyValuePair<int, (int Finished, int Failures, int Late)>[]? _sums;
    private int _next;

    /// <summary>What was counted.</summary>
    public Tally Parties => _parties.ToTally();

    /// <summary>Adds up, and then names the next parties.</summary>
    /// <returns>False where none is left.</returns>
    public bool Step()
    {
        if (_sums is null)
        {
            _sums = Sum();
            _parties = new TallyBook(Width, _sums.Length);
            return _sums.Length > 0;
        }
        for (var end = Math.Min(_next + Slice, _sums.Length); _next < end; _next++)
            Name(_sums[_next].Key, _sums[_next].Value);
        return _next < _sums.Length;
    }

    private KeyValuePair<int, (int Finished, int Failures, int Late)>[] Sum()
    {
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
        return [.. sums];
    }

    private int AcquirerOf(SlotSubject subject) => kind == SubjectKind.Merchant ? state.Parties.Merchants[subject.Number].Acquirer : subject.Acquirer;

    private void Name(int number, (int Finished, int Failures, int Late) sum)
    {
        ReadOnlySpan<int> counts = [sum.Finished, sum.Failures, sum.Late];
        if (kind == SubjectKind.Issuer)
        {
            _parties.Add(state.Names[number], counts);
            return;
        }
        Span<byte> key = stackalloc byte[PartyKey.Longest];
        ref readonly var merchant = ref state.Parties.Merchants[number];
        _parties.Add(key[..PartyKey.Write(state.Names[merchant.Acquirer], state.Names[merchant.Id], key)], counts);
    }
}
