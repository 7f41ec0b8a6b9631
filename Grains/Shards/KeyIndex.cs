namespace PosMonitor.Shards;

/// <summary>
/// Finds numbers by a 64-bit key that is a good hash already: an open-addressed table of four bytes a slot. The keys themselves stay where the
/// numbers point; whoever asks tells how to read them there. What of a slot the number does not need holds bits of the key, so that hardly ever a
/// wrong item is looked at: each look is a miss of the processor's caches.
/// </summary>
public sealed class KeyIndex(Func<int, ulong> keyOf)
{
    private const int Least = 64;
    private uint[] _slots = new uint[Least];
    private int _count;
    private uint _numbers = (1 << 24) - 1;

    /// <summary>The first number with this key after <paramref name="slot"/> (-1 to start), or -1. Equal keys of different items are possible.</summary>
    public int Find(ulong key, ref int slot)
    {
        var mask = _slots.Length - 1;
        var tag = TagOf(key);
        slot = slot < 0 ? (int)key & mask : (slot + 1) & mask;
        while (_slots[slot] is not 0 and var entry)
        {
            if ((entry & ~_numbers) == tag && keyOf(NumberIn(entry)) == key)
                return NumberIn(entry);
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /// <summary>Says that a key will be looked for soon.</summary>
    public void Fetch(ulong key) => CacheLines.Fetch(in _slots[(int)key & (_slots.Length - 1)]);

    /// <summary>The first number that probably has this key, or -1: unlike <see cref="Find"/> it does not look at the item.</summary>
    public int Candidate(ulong key)
    {
        var mask = _slots.Length - 1;
        var tag = TagOf(key);
        for (var slot = (int)key & mask; _slots[slot] is not 0 and var entry; slot = (slot + 1) & mask)
        {
            if ((entry & ~_numbers) == tag)
                return NumberIn(entry);
        }
        return -1;
    }

    public void Add(ulong key, int number)
    {
        var numbers = _numbers;
        while ((uint)number + 1 > numbers)
            numbers = numbers << 1 | 1;
        if (numbers != _numbers)
            Rebuild(_slots.Length, numbers);
        if (++_count * 4 > _slots.Length * 3)
            Rebuild(_slots.Length * 2, _numbers);
        Place(key, number);
    }

    public void Remove(ulong key, int number)
    {
        var mask = _slots.Length - 1;
        var slot = (int)key & mask;
        while (NumberIn(_slots[slot]) != number)
            slot = (slot + 1) & mask;
        _count--;
        // Close the gap: what follows without a break may have been pushed past this slot (Knuth, 6.4 R).
        var next = slot;
        while (true)
        {
            _slots[slot] = 0;
            int home;
            do
            {
                next = (next + 1) & mask;
                if (_slots[next] == 0)
                    return;
                home = (int)keyOf(NumberIn(_slots[next])) & mask;
            }
            while (slot <= next ? slot < home && home <= next : slot < home || home <= next);
            _slots[slot] = _slots[next];
            slot = next;
        }
    }

    /// <summary>Gives most of its memory back, where it was far larger once.</summary>
    public void GiveBack()
    {
        var length = _slots.Length;
        while (length > Least && _count * 8 < length)
            length /= 2;
        if (length < _slots.Length / 2)
            Rebuild(length, _numbers);
    }

    private int NumberIn(uint entry) => (int)(entry & _numbers) - 1;

    // Of the middle of the key: its low bits have chosen the slot, and its high ones the shard.
    private uint TagOf(ulong key) => (uint)(key >> 24) & ~_numbers;

    private void Place(ulong key, int number)
    {
        var mask = _slots.Length - 1;
        var slot = (int)key & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        _slots[slot] = TagOf(key) | ((uint)number + 1);
    }

    private void Rebuild(int length, uint numbers)
    {
        var (old, oldNumbers) = (_slots, _numbers);
        (_slots, _numbers) = (new uint[length], numbers);
        foreach (var entry in old)
        {
            var number = (int)(entry & oldNumbers) - 1;
            if (number >= 0)
                Place(keyOf(number), number);
        }
    }
}
