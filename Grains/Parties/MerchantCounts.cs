using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>
/// Finishes of merchants, none of them a failure, packed: nearly all that a shard reports at the end of a slot, and no object for any of it.
/// <c>number slot finished subject</c>, one merchant and slot after the other.
/// </summary>
/// <param name="putSubject">Writes <c>acquirer/merchant</c> of a merchant.</param>
internal sealed class MerchantCounts(Action<int, SnapshotWriter> putSubject)
{
    private SnapshotWriter? _to;
    private bool _isEmpty = true;

    /// <summary>Adds what is counted of a merchant.</summary>
    /// <param name="merchant">Its number in the shard.</param>
    /// <param name="slot">The start of the slot, UTC ticks.</param>
    /// <param name="finished">How many finished in it.</param>
    public void Add(int merchant, long slot, int finished)
    {
        // A fold of one terminal's history mostly has none.
        _to ??= new SnapshotWriter(1 << 16);
        _to.Put(merchant);
        _to.Put(slot / SlotBook.Slot);
        _to.Put(finished);
        putSubject(merchant, _to);
        _isEmpty = false;
    }

    /// <summary>Takes all that were added.</summary>
    /// <returns>null for none.</returns>
    public byte[]? Take()
    {
        if (_isEmpty)
            return null;
        _isEmpty = true;
        return _to!.TakeAll();
    }

    /// <summary>What was packed, one after the other.</summary>
    public ref struct Each(byte[]? packed)
    {
        private readonly SnapshotReader? _from = packed is null ? null : new SnapshotReader([packed]);

        /// <summary>The number of the merchant in the shard that counted.</summary>
        public int Merchant { get; private set; }

        /// <summary><c>acquirer/merchant</c>.</summary>
        public ReadOnlySpan<byte> Subject { get; private set; }

        /// <summary>The start of the slot, UTC ticks.</summary>
        public long Slot { get; private set; }

        /// <summary>How many finished in it.</summary>
        public int Finished { get; private set; }

        public bool MoveNext()
        {
            if (_from is null || _from.IsAtEnd)
                return false;
            Merchant = _from.GetInt();
            Slot = _from.Get() * SlotBook.Slot;
            Finished = _from.GetInt();
            Subject = _from.GetBytes();
            return true;
        }
    }
}
