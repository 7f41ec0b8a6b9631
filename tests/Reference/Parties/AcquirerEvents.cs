namespace PosMonitor.Reference;

/// <summary>
/// The times of every acquirer's events, by slot: all that have an effect, those for transactions that are no longer held too, but no repeats and
/// no control events that tell nothing new.
/// </summary>
public sealed class AcquirerEvents
{
    private readonly Dictionary<string, SortedList<DateTimeOffset, List<DateTimeOffset>>> _slots = [];

    public IEnumerable<string> Acquirers => _slots.Keys;

    /// <summary>The start of the earliest slot with an event; the end of time where there is none.</summary>
    public DateTimeOffset FirstSlot => _slots.Values.Select(slots => slots.Keys[0]).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>The start of an acquirer's newest slot with an event.</summary>
    public DateTimeOffset NewestSlot(string acquirer) => _slots[acquirer].Keys[^1];

    public void Count(string acquirer, DateTimeOffset time)
    {
        if (!_slots.TryGetValue(acquirer, out var slots))
            _slots.Add(acquirer, slots = []);
        var start = Slots.StartOf(time);
        if (!slots.TryGetValue(start, out var slot))
            slots.Add(start, slot = []);
        slot.Add(time);
    }

    public int CountIn(string acquirer, DateTimeOffset slotStart) =>
        _slots[acquirer].TryGetValue(slotStart, out var slot) ? slot.Count : 0;

    /// <summary>The latest event in the slots that ended by <paramref name="end"/>.</summary>
    public DateTimeOffset? Last(string acquirer, DateTimeOffset end) => NewestFirst(acquirer, end).FirstOrDefault()?.Max();

    /// <summary>The earliest event later than a moment, in the slots that ended by <paramref name="end"/>.</summary>
    public DateTimeOffset? EarliestAfter(DateTimeOffset moment, string acquirer, DateTimeOffset end) =>
        NewestFirst(acquirer, end)
            .Select(slot => slot.Where(time => time > moment).ToList())
            .TakeWhile(later => later.Count > 0)
            .LastOrDefault()?.Min();

    private IEnumerable<List<DateTimeOffset>> NewestFirst(string acquirer, DateTimeOffset end)
    {
        var slots = _slots[acquirer];
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            if (slots.Keys[i] + Slots.Length <= end)
                yield return slots.Values[i];
        }
    }
}
