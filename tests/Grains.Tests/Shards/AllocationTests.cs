using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>What is in order leaves nothing behind for the garbage collector: minutes like those before are followed in the memory of those.</summary>
[Collection(nameof(WeighedAlone))]
public sealed class AllocationTests
{
    private const int Terminals = 200, PerTerminal = 60, Body = 250;
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_of_a_sale_that_is_in_order_makes_no_object()
    {
        var shard = new Shard(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromMinutes(30), new DetectionOptions()));
        var seq = 0L;
        var allocated = 0L;
        for (var day = 0; day < 3; day++)
        {
            var records = Records(day);
            var allOver = ShardRecord.OfBatch(0, Packed(new PosEvent { Type = EventType.Watermark, Time = Start.AddDays(day).AddHours(12) }));
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var record in records)
                Assert.Empty(shard.Apply(++seq, record).Effects);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            shard.Apply(++seq, allOver);
        }
        // The least object takes 24 bytes; a few are of the figures that are told every ten seconds.
        Assert.InRange(allocated / (double)(Terminals * PerTerminal * 3), 0, 8);
    }

    // Minutes of sales, each with its response and its notification.
    private static List<byte[]> Records(int day)
    {
        var events = new List<PosEvent>();
        for (var sale = 0; sale < Terminals * PerTerminal; sale++)
        {
            var (terminal, at) = (sale % Terminals, Start.AddDays(day) + sale * (TimeSpan.FromMinutes(4) / (Terminals * PerTerminal)));
            var e = new PosEvent { Type = EventType.Request, Time = at, Acquirer = "lakala", Terminal = $"T{terminal}", Txn = $"{day}-{sale}" };
            events.Add(e with { Merchant = $"M{terminal / 10}", Amount = 100 + sale, Issuer = sale % 2 == 0 ? "icbc" : "ccb", Card = $"622202*{sale % 10000:D4}", Lat = 31.2, Lon = 121.5 });
            events.Add(e with { Type = EventType.Response, Time = at.AddMilliseconds(300), Code = "00" });
            events.Add(e with { Type = EventType.Notification, Time = at.AddSeconds(2), Issuer = sale % 2 == 0 ? "icbc" : "ccb", Amount = 100 + sale, Channel = NotificationChannel.Sms });
        }
        return [.. events.OrderBy(e => e.Time).Chunk(Body).Select(body => ShardRecord.OfBatch(body[^1].Time.UtcTicks, Packed(body)))];
    }

    private static PackedBatch Packed(params PosEvent[] events)
    {
        var (packer, reader) = (new BatchPacker(), new PosEventReader(new TxnSeal(new byte[TxnSeal.KeyLength])));
        EventView view = default;
        foreach (var e in events)
        {
            reader.Read(e, ref view);
            packer.Add(view, e.Type == EventType.Watermark ? 0 : ShardMap.Hash(view.Acquirer, view.Terminal));
        }
        return packer.ToBatch();
    }
}
