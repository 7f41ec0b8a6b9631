using System.Buffers.Binary;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>
/// The last finishes of a terminal (contract §4): at most <c>WindowSize</c> by finish time, none over <c>WindowAge</c> older than the newest. It lies in a
/// block of the shard's pool, oldest first, 24 bytes an entry.
/// </summary>
public static class FinishWindow
{
    private const int Entry = 24;

    /// <summary>One finish in a window.</summary>
    /// <param name="At">UTC ticks.</param>
    /// <param name="Failure">By timeout, by reversal, or with a failed code.</param>
    /// <param name="Code">DE39; 0 for a timeout, or a reversal without a reason.</param>
    /// <param name="Cause">Who has to mend it.</param>
    /// <param name="ResponseMs">Milliseconds; -1 where it finished without a response.</param>
    /// <param name="Transaction">The number of the transaction in the shard.</param>
    /// <param name="Issuer">The name of its issuer.</param>
    public readonly record struct Item(long At, bool Failure, ushort Code, ResponseCause Cause, int ResponseMs, int Transaction, int Issuer);

    /// <summary>Enters a finish.</summary>
    /// <returns>False where it is too old for the window.</returns>
    public static bool Enter(ref Terminal terminal, in Item item, int size, long age, BytePool pool)
    {
        var count = terminal.WindowCount;
        if (count > 0 && item.At < Read(pool[terminal.Window], count - 1).At - age)
            return false;
        var place = count;
        while (place > 0 && Read(pool[terminal.Window], place - 1).At > item.At)
            place--;
        if (place == 0 && count >= size)
            return false;

        pool.Grow(ref terminal.Window, (count + 1) * Entry);
        var block = pool[terminal.Window];
        block[(place * Entry)..(count * Entry)].CopyTo(block[((place + 1) * Entry)..]);
        Write(block, place, item);
        count++;

        var oldest = Read(block, count - 1).At - age;
        var drop = Math.Max(0, count - size);
        while (Read(block, drop).At < oldest)
            drop++;
        if (drop > 0)
            block[(drop * Entry)..(count * Entry)].CopyTo(block);
        terminal.WindowCount = (byte)(count - drop);
        return true;
    }

    public static void Clear(ref Terminal terminal, BytePool pool)
    {
        pool.Return(terminal.Window);
        terminal.Window = 0;
        terminal.WindowCount = 0;
    }

    /// <summary>How many of the first <paramref name="count"/> entries are failures.</summary>
    public static int Failures(ReadOnlySpan<byte> block, int count)
    {
        var failures = 0;
        for (var place = 0; place < count; place++)
            failures += block[place * Entry] & 1;
        return failures;
    }

    /// <summary>The entry at a place, 0 the oldest.</summary>
    public static Item Read(ReadOnlySpan<byte> block, int place)
    {
        var entry = block.Slice(place * Entry, Entry);
        var time = BinaryPrimitives.ReadInt64LittleEndian(entry);
        return new Item(
            time >> 1,
            (time & 1) != 0,
            BinaryPrimitives.ReadUInt16LittleEndian(entry[20..]),
            (ResponseCause)entry[22],
            BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[16..]));
    }

    public static void Write(Span<byte> block, int place, in Item item)
    {
        var entry = block.Slice(place * Entry, Entry);
        BinaryPrimitives.WriteInt64LittleEndian(entry, (item.At << 1) | (item.Failure ? 1L : 0));
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], item.ResponseMs);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], item.Transaction);
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], item.Issuer);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[20..], item.Code);
        entry[22] = (byte)item.Cause;
    }
}
