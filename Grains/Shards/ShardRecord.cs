using System.Buffers.Binary;
using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Shards;

/// <summary>
/// The records of a shard's journal, format 1: <c>kind(1) arrival(8, UTC ticks) rest</c>, where the rest is a packed batch, for a tick nothing, and for a
/// change of the configuration <c>through(8) JSON</c>.
/// </summary>
public static class ShardRecord
{
    public const int HeaderBytes = 9;

    /// <summary>What a record is. The numbers are part of the journal's format: they are never reused.</summary>
    public enum Kind : byte
    {
        /// <summary>Events.</summary>
        Batch = 1,

        /// <summary>The server's clock came to a deadline.</summary>
        Tick = 2,

        /// <summary>The server's clock came to the end of a slot: what was counted is reported.</summary>
        Settle = 3,

        /// <summary>Settings or the registry changed: in force from here on.</summary>
        Configure = 4,
    }

    public static byte[] OfBatch(long arrival, PackedBatch batch)
    {
        var record = GC.AllocateUninitializedArray<byte>(HeaderBytes + batch.Bytes.Length);
        Head(record, Kind.Batch, arrival);
        batch.Bytes.CopyTo(record, HeaderBytes);
        return record;
    }

    /// <summary>A tick of the wall clock.</summary>
    /// <param name="now">The server's clock, UTC ticks.</param>
    /// <param name="settle">True where slot figures are to be reported.</param>
    public static byte[] OfTick(long now, bool settle)
    {
        var record = new byte[HeaderBytes];
        Head(record, settle ? Kind.Settle : Kind.Tick, now);
        return record;
    }

    /// <summary>Changes of settings and registry.</summary>
    /// <param name="arrival">The server's clock, UTC ticks.</param>
    /// <param name="news">The changes that concern the shard, in order.</param>
    public static byte[] OfConfiguration(long arrival, ConfigurationNews news)
    {
        var changes = JsonSerializer.SerializeToUtf8Bytes(news.Changes);
        var record = new byte[HeaderBytes + 8 + changes.Length];
        Head(record, Kind.Configure, arrival);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(HeaderBytes), news.Through);
        changes.CopyTo(record, HeaderBytes + 8);
        return record;
    }

    /// <summary>What <see cref="OfConfiguration"/> wrote.</summary>
    public static ConfigurationNews ReadConfiguration(ReadOnlySpan<byte> record) => new(
        BinaryPrimitives.ReadInt64LittleEndian(record[HeaderBytes..]),
        JsonSerializer.Deserialize<ConfigurationChange[]>(record[(HeaderBytes + 8)..])!,
        More: false);

    /// <exception cref="InvalidDataException">The record is of no kind that this build knows.</exception>
    public static (Kind Kind, long Arrival) Read(ReadOnlySpan<byte> record)
    {
        if (record.Length < HeaderBytes || record[0] is < (byte)Kind.Batch or > (byte)Kind.Configure)
            throw new InvalidDataException($"A journal record of kind {(record.Length == 0 ? "none" : record[0])} cannot be read by this build.");
        return ((Kind)record[0], BinaryPrimitives.ReadInt64LittleEndian(record[1..]));
    }

    private static void Head(Span<byte> record, Kind kind, long arrival)
    {
        record[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(record[1..], arrival);
    }
}
