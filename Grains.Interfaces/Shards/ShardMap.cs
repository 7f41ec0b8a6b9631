using System.IO.Hashing;

namespace PosMonitor.Shards;

/// <summary>Which shard a terminal belongs to. The function is part of the store's format: it never changes.</summary>
public static class ShardMap
{
    /// <summary>A hash of a terminal <c>(acquirer, terminal)</c>, or, for what has no terminal, of <c>(acquirer, merchant)</c>.</summary>
    public static ulong Hash(ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> subject)
    {
        Span<byte> key = stackalloc byte[acquirer.Length + 1 + subject.Length];
        acquirer.CopyTo(key);
        key[acquirer.Length] = (byte)'/';
        subject.CopyTo(key[(acquirer.Length + 1)..]);
        return XxHash3.HashToUInt64(key);
    }

    /// <summary>The shard of a hash, 0 … <paramref name="shards"/> - 1.</summary>
    public static int ShardOf(ulong hash, int shards) => (int)Math.BigMul(hash, (ulong)shards, out _);
}
