namespace PosMonitor.Shards;

/// <summary>
/// Finds numbers by a 64-bit key that is a good hash already: an open-addressed table of four bytes a slot. The keys themselves stay where the
/// numbers point; whoever asks tells how to read them there.
/// </summary>
public sealed class KeyIndex(Func<int, ulong> keyOf)
{
    private int[] _slots = new int[64];
    private int _count;

    /// <summary>The first number with this key after <paramref name="slot"/> (-1 to start), or -1. Equal keys of different items are possible.</summary>
    public int Find(ulong key, ref int slot)
    {
        var mask = _slots.Length - 1;
        slot = slot < 0 ? (int)key & mask : (slot + 1) & mask;
        while (_slots[slot] != 0)
        {
            if (keyOf(_slots[slot] - 1) == key)
                return _slots[slot] - 1;
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    public void Add(ulong key, int number)
    {
        if (++_count * 4 > _slots.Length * 3)
            Rehash();
        Place(key, number);
    }

    public void Remove(ulong key, int number)
    {
        var mask = _slots.Length - 1;
        var slot = (int)key & mask;
        while (_slots[slot] != number + 1)
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
                home = (int)keyOf(_slots[next] - 1) & mask;
            }
            while (slot <= next ? slot < home && home <= next : slot < home || home <= next);
            _slots[slot] = _slots[next];
            slot = next;
        }
    }

    private void Place(ulong key, int number)
    {
        var mask = _slots.Length - 1;
        var slot = (int)key & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        _slots[slot] = number + 1;
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new int[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry != 0)
                Place(keyOf(entry - 1), entry - 1);
        }
    }
}
