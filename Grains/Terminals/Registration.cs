using System.Buffers.Binary;
using PosMonitor.Registry;
using PosMonitor.Shards;

namespace PosMonitor.Terminals;

/// <summary>What a shard keeps of the registry's entry of a terminal, in a block of its pool: <c>merchant(4) lat(8) lon(8)</c>. Serial number and model stay in the store.</summary>
public static class Registration
{
    private const int Bytes = 20;

    /// <summary>Puts an entry in the place of what was there; null takes it away.</summary>
    public static void Set(ref Terminal terminal, TerminalEntry? entry, ShardState state)
    {
        state.Pool.Return(terminal.Registration);
        terminal.Registration = 0;
        if (entry is null)
            return;
        var merchant = entry.Merchant is null ? -1 : state.Names.Intern(System.Text.Encoding.ASCII.GetBytes(entry.Merchant));
        Set(ref terminal, merchant, entry.Lat ?? double.NaN, entry.Lon ?? double.NaN, state.Pool);
    }

    /// <summary>Sets what was read from a snapshot.</summary>
    public static void Set(ref Terminal terminal, int merchant, double lat, double lon, BytePool pool)
    {
        terminal.Registration = pool.Rent(Bytes);
        var block = pool[terminal.Registration];
        BinaryPrimitives.WriteInt32LittleEndian(block, merchant);
        BinaryPrimitives.WriteDoubleLittleEndian(block[4..], lat);
        BinaryPrimitives.WriteDoubleLittleEndian(block[12..], lon);
    }

    /// <summary>The name of the registered merchant; -1 for none.</summary>
    public static int MerchantOf(in Terminal terminal, BytePool pool) =>
        terminal.Registration == 0 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(pool[terminal.Registration]);

    /// <summary>The registered position, in degrees; NaN where none is registered.</summary>
    public static (double Lat, double Lon) PositionOf(in Terminal terminal, BytePool pool)
    {
        if (terminal.Registration == 0)
            return (double.NaN, double.NaN);
        var block = pool[terminal.Registration];
        return (BinaryPrimitives.ReadDoubleLittleEndian(block[4..]), BinaryPrimitives.ReadDoubleLittleEndian(block[12..]));
    }
}
