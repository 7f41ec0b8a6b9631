using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using PosMonitor.Parties.Rules;
using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>
/// The slots of merchants of which nothing failed and no alert is open: nearly all of them, so they are kept in eight bytes a slot and shard, and with no object
/// for any. What is told of one has no meaning before something fails; then whoever judges it takes it out.
/// </summary>
internal sealed class QuietMerchants
{
    // A part is <slot> <shard> <finished> in the bits of one number, so that their order is that of slot and shard.
    private const int ShardBits = 13, FinishedBits = 16;

    private readonly Slab<Merchant> _merchants = new();
    private readonly BytePool _pool = new();
    private readonly KeyIndex _index;

    public QuietMerchants() => _index = new KeyIndex(number => _merchants[number].Key);

    /// <summary>How many merchants are held.</summary>
    public int Count => _merchants.Count;

    /// <summary>Takes what a shard told of a slot, instead of what it told of that slot before.</summary>
    /// <param name="id"><c>acquirer/merchant</c>.</param>
    /// <param name="part">Finishes without a failure.</param>
    /// <returns>False where the numbers are too large to be held here.</returns>
    public bool Put(ReadOnlySpan<byte> id, in PartyPart part)
    {
        if (part.Finished >> FinishedBits != 0 || part.Shard >> ShardBits != 0)
            return false;
        var key = XxHash3.HashToUInt64(id);
        var number = Find(key, id);
        if (number < 0)
            number = Add(key, id);
        Put(ref _merchants[number], Pack(part));
        return true;
    }

    /// <summary>Takes a merchant out.</summary>
    /// <param name="id"><c>acquirer/merchant</c>.</param>
    /// <returns>What was told of it, in order.</returns>
    public PartyPart[] Take(string id)
    {
        Span<byte> bytes = stackalloc byte[Encoding.ASCII.GetMaxByteCount(id.Length)];
        bytes = bytes[..Encoding.ASCII.GetBytes(id, bytes)];
        var number = Find(XxHash3.HashToUInt64(bytes), bytes);
        if (number < 0)
            return [];
        var parts = new PartyPart[_merchants[number].Count];
        for (var place = 0; place < parts.Length; place++)
            parts[place] = Unpack(PartsOf(_merchants[number])[place]);
        Free(number);
        return parts;
    }

    /// <summary>Forgets slots that start before a moment.</summary>
    /// <param name="before">UTC ticks.</param>
    public void Forget(long before)
    {
        for (var number = 0; number < _merchants.Length; number++)
        {
            ref var merchant = ref _merchants[number];
            if (merchant.Block == 0)
                continue;
            var parts = PartsOf(merchant);
            var old = 0;
            while (old < parts.Length && SlotOf(parts[old]) < before)
                old++;
            Keep(number, parts[old..]);
        }
    }

    /// <summary>Forgets all that a shard told.</summary>
    public void Remove(int shard)
    {
        for (var number = 0; number < _merchants.Length; number++)
        {
            ref var merchant = ref _merchants[number];
            if (merchant.Block == 0)
                continue;
            var parts = PartsOf(merchant);
            var kept = 0;
            foreach (var part in parts)
            {
                if (ShardOf(part) != shard)
                    parts[kept++] = part;
            }
            Keep(number, parts[..kept]);
        }
    }

    private static ulong Pack(in PartyPart part) =>
        ((ulong)(part.Slot / SlotBook.Slot) << ShardBits | (uint)part.Shard) << FinishedBits | (uint)part.Finished;

    private static PartyPart Unpack(ulong part) => new(SlotOf(part), ShardOf(part), (int)(part & ((1 << FinishedBits) - 1)));

    private static long SlotOf(ulong part) => (long)(part >> (ShardBits + FinishedBits)) * SlotBook.Slot;

    private static int ShardOf(ulong part) => (int)(part >> FinishedBits) & ((1 << ShardBits) - 1);

    private int Find(ulong key, ReadOnlySpan<byte> id)
    {
        var slot = -1;
        int number;
        while ((number = _index.Find(key, ref slot)) >= 0)
        {
            if (_pool[_merchants[number].Block][..IdBytes(_merchants[number])].StartsWith(id) && _merchants[number].IdLength == id.Length)
                return number;
        }
        return -1;
    }

    private int Add(ulong key, ReadOnlySpan<byte> id)
    {
        var number = _merchants.Add();
        ref var merchant = ref _merchants[number];
        merchant = new Merchant { Key = key, IdLength = id.Length };
        merchant.Block = _pool.Rent(IdBytes(merchant) + sizeof(ulong));
        id.CopyTo(_pool[merchant.Block]);
        _index.Add(key, number);
        return number;
    }

    private void Put(ref Merchant merchant, ulong part)
    {
        var parts = PartsOf(merchant);
        // Nearly always it is the newest.
        var place = parts.Length;
        while (place > 0 && parts[place - 1] >> FinishedBits > part >> FinishedBits)
            place--;
        if (place > 0 && parts[place - 1] >> FinishedBits == part >> FinishedBits)
        {
            parts[place - 1] = part;
            return;
        }
        merchant.Count++;
        _pool.Grow(ref merchant.Block, IdBytes(merchant) + merchant.Count * sizeof(ulong));
        parts = PartsOf(merchant);
        parts[place..^1].CopyTo(parts[(place + 1)..]);
        parts[place] = part;
    }

    private void Keep(int number, ReadOnlySpan<ulong> parts)
    {
        ref var merchant = ref _merchants[number];
        if (parts.IsEmpty)
        {
            Free(number);
            return;
        }
        if (parts.Length == merchant.Count)
            return;
        parts.CopyTo(PartsOf(merchant));
        merchant.Count = parts.Length;
    }

    private void Free(int number)
    {
        _index.Remove(_merchants[number].Key, number);
        _pool.Return(_merchants[number].Block);
        _merchants.Free(number);
    }

    // The id comes first in the block, filled up to whole numbers.
    private static int IdBytes(in Merchant merchant) => (merchant.IdLength + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong);

    private Span<ulong> PartsOf(in Merchant merchant) => MemoryMarshal.Cast<byte, ulong>(_pool[merchant.Block][IdBytes(merchant)..])[..merchant.Count];

    private struct Merchant
    {
        // Of the id.
        public ulong Key;
        public int Block, IdLength, Count;
    }
}
