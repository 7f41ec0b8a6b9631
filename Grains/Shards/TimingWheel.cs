using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PosMonitor.Shards;

/// <summary>
/// Numbers by the moment at which each is due, in four bytes a number: a timing wheel (Varghese and Lauck, 1987) of two rings. What is due within the
/// next quarter of an hour lies in a slot for each half second, what is due within twenty days in one for each quarter of an hour, all else in one list;
/// only what is due in this half second is put in order. A moment is not kept: whoever has a number tells its moment again once that has come near, and
/// an entry that is not of that moment any more is passed over.
/// </summary>
/// <param name="momentOf">When a number is due now, UTC ticks; <see cref="long.MaxValue"/> for never. Whoever changes it adds the number again.</param>
/// <param name="fetch">Called with numbers for whose moments will be asked soon.</param>
public sealed class TimingWheel(Func<int, long> momentOf, Action<int> fetch)
{
    private const int TickBits = 22, RingBits = 11, Ring = 1 << RingBits;
    private readonly Slab<Chunk> _chunks = new();
    private readonly Chain[] _near = new Chain[Ring], _far = new Chain[Ring];
    private readonly PriorityQueue<int, long> _due = new();
    private Chain _later;
    private long _earliestLater = long.MaxValue;

    // The half second up to which all lies in order; -1 until it is first asked for what is due. Counted in slots of the near ring.
    private long _now = -1;
    private int _nearCount, _farCount;

    /// <summary>How many entries there are, with those that are passed over.</summary>
    public int Count => _due.Count + _nearCount + _farCount + _later.Count;

    /// <summary>The earliest moment at which something may be due; <see cref="long.MaxValue"/> for never. It may be too early, never too late.</summary>
    public long Earliest
    {
        get
        {
            if (_due.TryPeek(out _, out var moment))
                return moment;
            if (_nearCount > 0)
                return NextNear(_now | (Ring - 1)) << TickBits;
            if (_farCount == 0)
                return _earliestLater;
            var block = (_now >> RingBits) + 1;
            while (_far[block & (Ring - 1)].Count == 0)
                block++;
            return Math.Min(block << (RingBits + TickBits), _earliestLater);
        }
    }

    /// <summary>Adds a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="moment">When it is due, UTC ticks.</param>
    public void Add(int number, long moment)
    {
        var slot = moment >> TickBits;
        if (_now >= 0 && slot <= _now)
        {
            _due.Enqueue(number, moment);
            return;
        }
        var blocks = (slot >> RingBits) - (_now >> RingBits);
        if (_now >= 0 && blocks == 0)
        {
            Push(ref _near[slot & (Ring - 1)], number);
            _nearCount++;
        }
        else if (_now >= 0 && blocks < Ring)
        {
            Push(ref _far[(slot >> RingBits) & (Ring - 1)], number);
            _farCount++;
        }
        else
        {
            Push(ref _later, number);
            _earliestLater = Math.Min(_earliestLater, moment);
        }
    }

    /// <summary>The number with the earliest moment, where that is not after <paramref name="limit"/>.</summary>
    public bool TryPeek(long limit, out int number, out long moment)
    {
        Turn(limit >> TickBits);
        return _due.TryPeek(out number, out moment) && moment <= limit;
    }

    /// <summary>Takes out the number that was peeked at.</summary>
    public void Dequeue() => _due.Dequeue();

    /// <summary>Takes out everything.</summary>
    public void Clear()
    {
        _due.Clear();
        foreach (ref var chain in _near.AsSpan())
            Drop(ref chain);
        foreach (ref var chain in _far.AsSpan())
            Drop(ref chain);
        Drop(ref _later);
        (_nearCount, _farCount, _earliestLater) = (0, 0, long.MaxValue);
    }

    /// <summary>Gives memory back that was needed once and is not any more.</summary>
    public void GiveBack()
    {
        _chunks.GiveBack();
        if (_due.EnsureCapacity(0) > 4 * Math.Max(1024, _due.Count))
            _due.TrimExcess();
    }

    // Only until something is due: all that comes before it has been taken by then, and what is put in order at once stays little.
    private void Turn(long slot)
    {
        if (_now < 0)
        {
            _now = slot;
            AddLaterAgain();
        }
        while (_now < slot && _due.Count == 0)
        {
            var end = _now | (Ring - 1);
            var next = NextNear(Math.Min(slot, end));
            if (next >= 0)
            {
                _now = next;
                PutInOrder(ref _near[next & (Ring - 1)]);
            }
            else if (slot <= end)
            {
                _now = slot;
            }
            else
            {
                Enter(BlockAfter(end >> RingBits, slot >> RingBits));
            }
        }
    }

    // The next slot of the near ring with something in it up to a last one, or -1.
    private long NextNear(long last)
    {
        for (var slot = _now + 1; _nearCount > 0 && slot <= last; slot++)
        {
            if (_near[slot & (Ring - 1)].Count > 0)
                return slot;
        }
        return -1;
    }

    // Where there is nothing in between, years pass in one step.
    private long BlockAfter(long block, long last) =>
        _farCount > 0 ? block + 1 : Math.Max(block + 1, Math.Min(last, _earliestLater >> (TickBits + RingBits)));

    // From here on the near ring is that of the quarter of an hour that begins now.
    private void Enter(long block)
    {
        _now = block << RingBits;
        if (_earliestLater >> (TickBits + RingBits) <= block)
            AddLaterAgain();
        var chain = _far[block & (Ring - 1)];
        _far[block & (Ring - 1)] = default;
        _farCount -= chain.Count;
        while (TryTake(ref chain, out var numbers))
        {
            foreach (var number in numbers.Used)
            {
                var moment = momentOf(number);
                if (moment >> (TickBits + RingBits) == block)
                    Add(number, moment);
            }
        }
    }

    private void PutInOrder(ref Chain chain)
    {
        _nearCount -= chain.Count;
        while (TryTake(ref chain, out var numbers))
        {
            foreach (var number in numbers.Used)
            {
                var moment = momentOf(number);
                if (moment >> TickBits == _now)
                    _due.Enqueue(number, moment);
            }
        }
    }

    private void AddLaterAgain()
    {
        var later = _later;
        (_later, _earliestLater) = (default, long.MaxValue);
        while (TryTake(ref later, out var numbers))
        {
            foreach (var number in numbers.Used)
            {
                var moment = momentOf(number);
                if (moment != long.MaxValue)
                    Add(number, moment);
            }
        }
    }

    private void Push(ref Chain chain, int number)
    {
        var place = chain.Count % Chunk.Most;
        if (place == 0)
        {
            var added = _chunks.Add();
            _chunks[added].Next = chain.Chunk;
            chain.Chunk = added;
        }
        ref var chunk = ref _chunks[chain.Chunk];
        chunk.Numbers[place] = number;
        chunk.Count = place + 1;
        chain.Count++;
    }

    // A copy, as what is taken is put elsewhere at once. Its numbers come from memory together.
    private bool TryTake(ref Chain chain, out Chunk chunk)
    {
        if (chain.Count == 0)
        {
            chunk = default;
            return false;
        }
        chunk = _chunks[chain.Chunk];
        _chunks.Free(chain.Chunk);
        (chain.Chunk, chain.Count) = (chunk.Next, chain.Count - chunk.Count);
        foreach (var number in chunk.Used)
            fetch(number);
        return true;
    }

    private void Drop(ref Chain chain)
    {
        for (var rest = chain; rest.Count > 0;)
        {
            ref var chunk = ref _chunks[rest.Chunk];
            var (next, count) = (chunk.Next, chunk.Count);
            _chunks.Free(rest.Chunk);
            (rest.Chunk, rest.Count) = (next, rest.Count - count);
        }
        chain = default;
    }

    /// <summary>What lies in a slot: the chunk that was begun last, and how many numbers there are in it and those before.</summary>
    private struct Chain
    {
        public int Chunk, Count;
    }

    /// <summary>A line of the processor's caches.</summary>
    private struct Chunk
    {
        public const int Most = 14;
        public int Next, Count;
        public Many Numbers;

        [UnscopedRef]
        public readonly ReadOnlySpan<int> Used => ((ReadOnlySpan<int>)Numbers)[..Count];

        [InlineArray(Most)]
        public struct Many
        {
            private int _first;
        }
    }
}
