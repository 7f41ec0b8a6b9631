using System.Buffers.Binary;
using PosMonitor.Journal;

namespace PosMonitor.Storage;

/// <summary>Entries whose bytes tell shard and seq, and what reads them back.</summary>
internal static class Records
{
    public static JournalEntry Entry(int shard, long epoch, long seq, params uint[] terminals) => Entry(shard, epoch, seq, 48, terminals);

    public static JournalEntry Entry(int shard, long epoch, long seq, int length, uint[] terminals) =>
        new(shard, epoch, seq, Bytes(shard, seq, length), seq * 1000, seq * 1000 + 999, terminals);

    /// <summary>A record without events: a tick of the clock.</summary>
    public static JournalEntry Tick(int shard, long epoch, long seq) =>
        new(shard, epoch, seq, Bytes(shard, seq, 12), long.MaxValue, long.MinValue, []);

    public static byte[] Bytes(int shard, long seq, int length)
    {
        var bytes = new byte[length];
        new Random((int)(shard * 7919 + seq)).NextBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, shard);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), seq);
        return bytes;
    }

    /// <summary>Takes the shard over and appends records 1 … <paramref name="count"/>.</summary>
    public static async Task<long> Fill(this TestStore store, int shard, int count)
    {
        var epoch = await store.Journal.TakeOver(shard, CancellationToken.None);
        await store.Append(shard, epoch, 1, count);
        return epoch;
    }

    public static async Task Append(this TestStore store, int shard, long epoch, long from, long to)
    {
        for (var seq = from; seq <= to; seq++)
            await store.Journal.Append(Entry(shard, epoch, seq, (uint)seq));
    }

    public static async Task<List<long>> Seqs(this IAsyncEnumerable<JournalRecord> records)
    {
        var seqs = new List<long>();
        await foreach (var record in records)
            seqs.Add(record.Seq);
        return seqs;
    }

    public static Task<List<long>> Seqs(this TestStore store, int shard, long after = 0) =>
        store.Journal.Read(shard, after, CancellationToken.None).Seqs();

    /// <summary>Reads the shard and checks each record byte by byte.</summary>
    public static async Task<int> CheckedCount(this TestStore store, int shard)
    {
        var count = 0;
        await foreach (var record in store.Journal.Read(shard, 0, CancellationToken.None))
        {
            Assert.Equal(++count, record.Seq);
            Assert.Equal(Bytes(shard, record.Seq, record.Bytes.Length), record.Bytes.ToArray());
        }
        return count;
    }

    public static long[] Range(long from, long to) => [.. Enumerable.Range(0, (int)(to - from + 1)).Select(i => from + i)];
}
