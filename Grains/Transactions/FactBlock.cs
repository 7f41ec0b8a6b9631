using System.Text;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>
/// All that is on record of one transaction, packed into one block of a <see cref="BytePool"/>:
/// <c>length(1) txn, then for each event length(1) fact</c>, in order of arrival.
/// </summary>
public static class FactBlock
{
    /// <summary>A new block with the transaction's key and nothing on record.</summary>
    /// <returns>How many bytes of it are used.</returns>
    public static int Start(BytePool pool, ReadOnlySpan<byte> txn, out int handle)
    {
        // Request, response and notification of a usual transaction fit without growing.
        handle = pool.Rent(txn.Length + 55);
        var block = pool[handle];
        block[0] = (byte)txn.Length;
        txn.CopyTo(block[1..]);
        return 1 + txn.Length;
    }

    /// <summary>Adds a fact.</summary>
    /// <returns>False where the block can take no more.</returns>
    public static bool Append(BytePool pool, ref int handle, ref ushort used, ReadOnlySpan<byte> fact)
    {
        var needed = used + 1 + fact.Length;
        if (needed > ushort.MaxValue)
            return false;
        pool.Grow(ref handle, needed);
        var block = pool[handle];
        block[used] = (byte)fact.Length;
        fact.CopyTo(block[(used + 1)..]);
        used = (ushort)needed;
        return true;
    }

    /// <summary>The transaction's key.</summary>
    public static ReadOnlySpan<byte> Txn(ReadOnlySpan<byte> block) => block.Slice(1, block[0]);

    public static string TxnText(ReadOnlySpan<byte> block) => Encoding.ASCII.GetString(Txn(block));

    /// <summary>True where an event equal in meaning is on record.</summary>
    public static bool Holds(ReadOnlySpan<byte> block, ReadOnlySpan<byte> fact)
    {
        foreach (var known in new Facts(block))
        {
            if (known.SequenceEqual(fact))
                return true;
        }
        return false;
    }

    /// <summary>The facts of a block, one after the other.</summary>
    public ref struct Facts(ReadOnlySpan<byte> block)
    {
        private readonly ReadOnlySpan<byte> _block = block;
        private int _at = 1 + block[0];

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Facts GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_at >= _block.Length)
                return false;
            Current = _block.Slice(_at + 1, _block[_at]);
            _at += 1 + Current.Length;
            return true;
        }
    }
}
