using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace PosMonitor.Shards;

/// <summary>The ids that a shard has seen, each once, as numbers from 0. Ids are ASCII of at most 255 bytes and are never forgotten.</summary>
/// <param name="expected">About how many there will be: room for them is made at once.</param>
public sealed class Names(int expected = 64)
{
    private byte[] _bytes = new byte[1024];
    private int _used;
    private int[] _starts = new int[Math.Max(64, expected)];
    private int[] _slots = new int[2 * BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, expected))];

    /// <summary>How many ids.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int name] => _bytes.AsSpan(_starts[name] + 1, _bytes[_starts[name]]);

    public string Text(int name) => Encoding.ASCII.GetString(this[name]);

    /// <summary>Says that an id will be looked at soon.</summary>
    internal void Fetch(int name) => CacheLines.Fetch(in _bytes[_starts[name]]);

    /// <summary>The number of an id, a new one where it was never seen.</summary>
    /// <param name="id">The id.</param>
    /// <param name="likely">The number that it probably has, or -1: it need not be looked for then.</param>
    public int Intern(ReadOnlySpan<byte> id, int likely) => likely >= 0 && this[likely].SequenceEqual(id) ? likely : Intern(id);

    /// <summary>The number of an id, a new one where it was never seen.</summary>
    public int Intern(ReadOnlySpan<byte> id)
    {
        var slot = SlotOf(id);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;
        if (_bytes.Length - _used <= id.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + id.Length + 1));
        if (Count == _starts.Length)
            Array.Resize(ref _starts, Count * 2);
        _starts[Count] = _used;
        _bytes[_used++] = (byte)id.Length;
        id.CopyTo(_bytes.AsSpan(_used));
        _used += id.Length;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
            Rehash();
        return Count - 1;
    }

    /// <summary>The number of an id, -1 where it was never seen.</summary>
    public int Find(ReadOnlySpan<byte> id) => _slots[SlotOf(id)] - 1;

    /// <summary>The number of an id, -1 where it was never seen.</summary>
    public int Find(string id) => Find(Encoding.UTF8.GetBytes(id));

    private int SlotOf(ReadOnlySpan<byte> id)
    {
        var mask = _slots.Length - 1;
        var slot = (int)XxHash3.HashToUInt64(id) & mask;
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(id))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var name = 0; name < Count; name++)
            _slots[SlotOf(this[name])] = name + 1;
    }
}
