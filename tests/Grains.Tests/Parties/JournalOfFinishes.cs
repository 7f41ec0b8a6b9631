using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>What one shard has in its journal, as far as the judge cares: finished transactions and ticks, in order; and what it reports of them.</summary>
internal sealed class JournalOfFinishes
{
    private readonly List<SlotReport> _reports = [];
    private readonly List<(long Clock, IReadOnlyList<SlotFigures> Held)> _held = [(long.MinValue, [])];
    private readonly Dictionary<(SubjectKind, string, long), List<Finish>> _slots = [];
    private readonly HashSet<(SubjectKind, string, long)> _changed = [];

    public long Clock { get; private set; } = long.MinValue;

    /// <summary>Every finish with the tick at which it was first counted.</summary>
    public List<(Finish Finish, long Tick)> Finishes { get; } = [];

    public IEnumerable<long> Ticks => _held.Select(held => held.Clock);

    public IReadOnlyList<SlotReport> Reports => _reports;

    public void Finish(Finish finish)
    {
        var slot = finish.At / PartyJudge.Slot * PartyJudge.Slot;
        foreach (var key in new[] { (SubjectKind.Merchant, finish.Merchant, slot), (SubjectKind.Issuer, finish.Issuer, slot) })
        {
            if (!_slots.TryGetValue(key, out var finishes))
                _slots[key] = finishes = [];
            finishes.Add(finish);
            _changed.Add(key);
        }
        Finishes.Add((finish, long.MaxValue));
    }

    /// <summary>The tick of <paramref name="clock"/>: a report of what changed, or null where nothing did.</summary>
    public SlotReport? Tick(long clock)
    {
        var since = Clock;
        Clock = clock;
        for (var i = 0; i < Finishes.Count; i++)
            if (Finishes[i].Tick == long.MaxValue)
                Finishes[i] = (Finishes[i].Finish, clock);
        _held.Add((clock, [.. _slots.Keys.Select(FiguresOf)]));
        if (_changed.Count == 0)
            return null;
        var report = Packed(clock, _changed.Select(FiguresOf)) with { Since = since };
        _changed.Clear();
        _reports.Add(report);
        return report;
    }

    /// <summary>What the shard held at its last tick up to <paramref name="clock"/>.</summary>
    public (long Clock, IReadOnlyList<SlotFigures> Held) HeldAt(long clock) => _held.Last(held => held.Clock <= clock);

    /// <summary>A report as a shard makes it: merchants of which nothing failed are packed.</summary>
    public static SlotReport Packed(long clock, IEnumerable<SlotFigures> figures)
    {
        var merchants = new List<string>();
        var packed = new MerchantCounts((number, to) => to.Put(merchants[number]));
        var rest = new List<SlotFigures>();
        foreach (var of in figures)
        {
            if (of.Kind == SubjectKind.Merchant && of.Bad == 0)
            {
                merchants.Add(of.Subject);
                packed.Add(merchants.Count - 1, of.Slot, of.Finished);
            }
            else
            {
                rest.Add(of);
            }
        }
        return new SlotReport(clock, rest) { Merchants = packed.Take() };
    }

    private SlotFigures FiguresOf((SubjectKind Kind, string Subject, long Slot) key)
    {
        var finishes = _slots[key];
        var failures = finishes.Where(finish => finish.Failed).ToList();
        return new SlotFigures(
            key.Kind,
            key.Subject,
            key.Slot,
            finishes.Count,
            [.. failures.Select(finish => finish.Terminal).Distinct()],
            [.. failures.GroupBy(finish => (finish.Code, finish.Issuer))
                .Select(group => new FailureCount(group.Key.Code == 0 ? ResponseCause.Network : ResponseCause.Issuer, group.Key.Code, group.Key.Issuer, group.Count()))]);
    }
}

/// <summary>A transaction that finished.</summary>
internal sealed record Finish(long At, string Merchant, string Issuer, int Terminal, bool Failed, ushort Code = 0);
