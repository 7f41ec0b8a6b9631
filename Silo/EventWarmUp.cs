using System.Text;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>Packs and reads made-up events until the code is compiled for good: cold it is three to five times slower.</summary>
internal static class EventWarmUp
{
    private const int Rounds = 60;
    private const int Events = 500;

    public static void Run()
    {
        var packer = new BatchPacker();
        var reader = new BatchReader();
        for (var round = 0; round < Rounds; round++)
        {
            packer.Reset();
            for (var number = 0; number < Events; number++)
                Pack(packer, number);
            reader.Open(packer.ToBatch().Bytes);
            EventView read = default;
            while (reader.Read(ref read))
            {
                // Reading is all.
            }
        }
    }

    private static void Pack(BatchPacker packer, int number)
    {
        Span<byte> txn = stackalloc byte[12];
        Encoding.ASCII.GetBytes($"{number:D12}", txn);
        var e = new EventView
        {
            Type = (number % 3) switch { 0 => EventType.Request, 1 => EventType.Response, _ => EventType.Notification },
            Time = number * TimeSpan.TicksPerMillisecond,
            Acquirer = "warm-up"u8,
            Terminal = txn[..8],
            Merchant = "warm-up"u8,
            Txn = txn,
            Issuer = "warm-up"u8,
            Currency = "CNY"u8,
            Payer = "warm-up"u8,
            Amount = number,
            Code = ResponseCode.Pack((byte)'0', (byte)'0'),
        };
        packer.Add(e, ShardMap.Hash(e.Acquirer, e.Terminal));
    }
}
