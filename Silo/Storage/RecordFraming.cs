using PosMonitor.Journal;

namespace PosMonitor.Storage;

/// <summary>Records one after the other in a row: each its length (7 bits a byte, the low ones first), then its bytes.</summary>
internal static class RecordFraming
{
    /// <summary>The most bytes that a length takes.</summary>
    public const int MostLength = 5;

    /// <summary>Writes a record's length.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int WriteLength(Span<byte> to, int length)
    {
        var at = 0;
        var left = (uint)length;
        for (; left >= 0x80; left >>= 7)
            to[at++] = (byte)(left | 0x80);
        to[at++] = (byte)left;
        return at;
    }

    /// <summary>The records of a row, numbered from <paramref name="firstSeq"/>.</summary>
    /// <exception cref="InvalidDataException">The row ends in the middle of a record.</exception>
    public static IEnumerable<JournalRecord> Read(byte[] row, long firstSeq)
    {
        for (var at = 0; at < row.Length;)
        {
            var length = ReadLength(row, ref at);
            if (length > (uint)(row.Length - at))
                throw new InvalidDataException($"Record {firstSeq} of a journal row is cut off.");
            yield return new JournalRecord(firstSeq++, row.AsMemory(at, (int)length));
            at += (int)length;
        }
    }

    private static uint ReadLength(byte[] row, ref int at)
    {
        uint length = 0;
        for (var shift = 0; at < row.Length && shift < 35; shift += 7)
        {
            var next = row[at++];
            length |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return length;
        }
        throw new InvalidDataException("A journal row ends in the middle of a length.");
    }
}
