using System.IO.Hashing;

namespace PosMonitor.Shards;

/// <summary>
/// What a shard remembers of transactions that it no longer holds, so that an event that is sent again is recognised for as long as the journal is
/// kept: a 64-bit fingerprint of each and a 32-bit one of each of its events, some thirty bytes a transaction. Kept by the day of closing, and a day
/// is dropped whole.
/// </summary>
public sealed class ClosedTransactions(TimeSpan retention)
{
    private readonly List<Generation> _generations = [];
    private readonly HashSet<(ulong, uint)> _later = [];

    /// <summary>Which of them are in the newest snapshot.</summary>
    public ClosedLayers Layers { get; } = new();

    /// <summary>The place of the first that is remembered, among all that ever were.</summary>
    public long First => _generations.Count == 0 ? End : _generations[0].First;

    /// <summary>The place after the last.</summary>
    public long End { get; private set; }

    /// <summary>The fingerprint of an event.</summary>
    public static uint Fingerprint(ReadOnlySpan<byte> fact) => (uint)XxHash3.HashToUInt64(fact);

    /// <summary>How many transactions are remembered.</summary>
    public long Count => _generations.Sum(generation => (long)generation.Count);

    /// <summary>Says that a transaction will be looked for soon.</summary>
    public void Fetch(ulong key)
    {
        foreach (var generation in _generations)
            generation.Fetch(key);
    }

    public bool Contains(ulong key)
    {
        for (var generation = _generations.Count - 1; generation >= 0; generation--)
        {
            if (_generations[generation].Find(key) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>True where the event was on record of the closed transaction, or came after and is known by now.</summary>
    public bool ContainsEvent(ulong key, uint fingerprint)
    {
        if (_later.Contains((key, fingerprint)))
            return true;
        for (var generation = _generations.Count - 1; generation >= 0; generation--)
        {
            if (_generations[generation].Holds(key, fingerprint))
                return true;
        }
        return false;
    }

    /// <summary>Remembers an event that came after its transaction was closed.</summary>
    public void AddLater(ulong key, uint fingerprint) => _later.Add((key, fingerprint));

    /// <summary>Remembers a transaction that closes now.</summary>
    /// <param name="key">Its fingerprint.</param>
    /// <param name="events">Those of its events.</param>
    /// <param name="arrival">The server's clock of the record that closed it, UTC ticks.</param>
    public void Add(ulong key, ReadOnlySpan<uint> events, long arrival)
    {
        var day = arrival / TimeSpan.TicksPerDay;
        if (_generations.Count == 0 || _generations[^1].Day < day)
        {
            _generations.Add(new Generation(day, End));
            Drop(arrival);
        }
        _generations[^1].Add(key, events);
        End++;
    }

    /// <summary>Every transaction remembered, day by day: for a snapshot.</summary>
    public IEnumerable<(long Day, IEnumerable<(ulong Key, ReadOnlyMemory<uint> Events)> Transactions)> Days() =>
        _generations.Select(generation => (generation.Day, generation.All()));

    /// <summary>
    /// Those from one place to another, day by day and some at a time: they stay as they are whatever is added or dropped meanwhile.
    /// </summary>
    /// <param name="from">The place of the first.</param>
    /// <param name="end">The place after the last.</param>
    /// <param name="most">How many at a time.</param>
    internal IEnumerable<Part> Parts(long from, long end, int most) => Parts([.. _generations], from, end, most);

    private static IEnumerable<Part> Parts(Generation[] generations, long from, long end, int most)
    {
        foreach (var generation in generations)
        {
            var last = (int)Math.Min(end - generation.First, generation.Count);
            for (var place = (int)Math.Max(0, from - generation.First); place < last; place += most)
                yield return new Part(generation, place, Math.Min(most, last - place));
        }
    }

    /// <summary>The events that came after their transactions were closed: for a snapshot.</summary>
    public IReadOnlyCollection<(ulong Key, uint Event)> Later => _later;

    /// <summary>Says at which place the next one will be put back.</summary>
    /// <returns>False where it would not follow on what is there.</returns>
    internal bool TryBeginAt(long place)
    {
        if (_generations.Count == 0)
            End = place;
        return place == End;
    }

    /// <summary>Puts back a transaction that was read from a snapshot.</summary>
    public void Restore(long day, ulong key, ReadOnlySpan<uint> events) => Add(key, events, day * TimeSpan.TicksPerDay);

    private void Drop(long arrival)
    {
        var dropped = _generations.RemoveAll(generation => (generation.Day + 1) * TimeSpan.TicksPerDay < arrival - retention.Ticks);
        if (dropped > 0)
            _later.RemoveWhere(late => !Contains(late.Item1));
    }

    /// <summary>Some transactions closed on one day.</summary>
    internal readonly struct Part(Generation of, int from, int count)
    {
        public long Day => of.Day;

        public int Count => count;

        public (ulong Key, ReadOnlyMemory<uint> Events) this[int place] => of[from + place];
    }

    /// <summary>The transactions closed on one day: plain arrays, and an index of them.</summary>
    internal sealed class Generation
    {
        private ulong[] _keys = new ulong[64];
        private int[] _starts = new int[65];
        private uint[] _events = new uint[256];
        private readonly KeyIndex _index;

        public Generation(long day, long first)
        {
            (Day, First) = (day, first);
            _index = new KeyIndex(number => _keys[number]);
        }

        public long Day { get; }

        /// <summary>The place of the first among all that were ever closed.</summary>
        public long First { get; }
        public int Count { get; private set; }

        public void Fetch(ulong key) => _index.Fetch(key);

        public int Find(ulong key)
        {
            var slot = -1;
            return _index.Find(key, ref slot);
        }

        public bool Holds(ulong key, uint fingerprint)
        {
            var found = Find(key);
            return found >= 0 && _events.AsSpan(_starts[found].._starts[found + 1]).Contains(fingerprint);
        }

        public void Add(ulong key, ReadOnlySpan<uint> events)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, Count * 2);
                Array.Resize(ref _starts, Count * 2 + 1);
            }
            var start = _starts[Count];
            if (_events.Length - start < events.Length)
                Array.Resize(ref _events, Math.Max(_events.Length * 2, start + events.Length));
            events.CopyTo(_events.AsSpan(start));
            _keys[Count] = key;
            _index.Add(key, Count);
            _starts[++Count] = start + events.Length;
        }

        public (ulong, ReadOnlyMemory<uint>) this[int number] => (_keys[number], _events.AsMemory(_starts[number].._starts[number + 1]));

        public IEnumerable<(ulong, ReadOnlyMemory<uint>)> All()
        {
            for (var number = 0; number < Count; number++)
                yield return this[number];
        }
    }
}
