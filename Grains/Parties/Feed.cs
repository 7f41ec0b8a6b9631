namespace PosMonitor.Parties;

/// <summary>The feed of an acquirer as the judge holds it: how many events came in each slot, and the alerts about it that are open.</summary>
public sealed class Feed
{
    private readonly SortedList<long, Slot> _slots = [];

    /// <summary>The last event before the silence that there is an open alert of, UTC ticks; null for none.</summary>
    public long? SilentSince { get; set; }

    /// <summary>The onset of the open alert that it has no licence, UTC ticks; null for none.</summary>
    public long? UnlicensedSince { get; set; }

    /// <summary>The slots by their start, oldest first.</summary>
    public IReadOnlyList<Slot> Slots => [.. _slots.Values];

    /// <summary>Replaces what a shard told of a slot.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="figures">What it tells.</param>
    /// <param name="news">The time of the earliest event that was not judged yet, UTC ticks; null for none.</param>
    public void Put(int shard, FeedFigures figures, long? news)
    {
        if (!_slots.TryGetValue(figures.Slot, out var slot))
            _slots[figures.Slot] = slot = new Slot(figures.Slot);
        slot.Put(shard, figures, news);
    }

    /// <summary>Forgets all that a shard told.</summary>
    public void Remove(int shard)
    {
        foreach (var slot in _slots.Values.ToList())
        {
            slot.Remove(shard);
            if (slot.Events == 0)
                _slots.Remove(slot.Start);
        }
    }

    /// <summary>Forgets slots that start before a moment.</summary>
    public void Forget(long before)
    {
        while (_slots.Count > 0 && _slots.Keys[0] < before)
            _slots.RemoveAt(0);
    }

    /// <summary>How many events came in the slots that start in <c>[from, to)</c>.</summary>
    public int EventsIn(long from, long to)
    {
        var events = 0;
        foreach (var (start, slot) in _slots)
        {
            if (start >= from && start < to)
                events += slot.Events;
        }
        return events;
    }

    /// <summary>One slot: what every shard told of it.</summary>
    public sealed class Slot(long start)
    {
        private readonly Dictionary<int, FeedFigures> _told = [];

        public long Start => start;

        public long End => start + SlotBook.Slot;

        public int Events { get; private set; }

        /// <summary>The times of the earliest and the latest event, UTC ticks.</summary>
        public long First { get; private set; } = long.MaxValue;

        public long Last { get; private set; } = long.MinValue;

        /// <summary>The time of the earliest event that was not judged yet, UTC ticks; <see cref="long.MaxValue"/> for none.</summary>
        public long News { get; set; } = long.MaxValue;

        public void Put(int shard, FeedFigures figures, long? news)
        {
            _told[shard] = figures;
            News = Math.Min(News, news ?? long.MaxValue);
            Sum();
        }

        public void Remove(int shard)
        {
            _told.Remove(shard);
            Sum();
        }

        private void Sum()
        {
            (Events, First, Last) = (0, long.MaxValue, long.MinValue);
            foreach (var figures in _told.Values)
                (Events, First, Last) = (Events + figures.Events, Math.Min(First, figures.First), Math.Max(Last, figures.Last));
        }
    }
}
