namespace PosMonitor.Reference;

/// <summary>What counts for one subject, by slot.</summary>
public sealed class SlotFigures
{
    private readonly Dictionary<DateTimeOffset, List<SlotEntry>> _slots = [];

    /// <summary>The start of the earliest slot in which anything ever was.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The start of the newest slot in which anything ever was.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    public void Add(SlotEntry entry)
    {
        var start = Slots.StartOf(entry.Time);
        if (!_slots.TryGetValue(start, out var slot))
            _slots.Add(start, slot = []);
        slot.Add(entry);
        if (start > Newest)
            Newest = start;
        if (start < First)
            First = start;
    }

    public void Remove(SlotEntry entry) => _slots[Slots.StartOf(entry.Time)].Remove(entry);

    /// <summary>What is in the last so many slots up to the one that ends at <paramref name="end"/>.</summary>
    public IReadOnlyList<SlotEntry> Last(int slots, DateTimeOffset end) =>
    [
        .. Enumerable.Range(1, slots).SelectMany(back =>
            _slots.TryGetValue(end - back * Slots.Length, out var slot) ? (IEnumerable<SlotEntry>)slot : []),
    ];
}
