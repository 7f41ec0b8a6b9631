using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PosMonitor.Shards.Placement;

/// <summary>
/// Which silo owns which shard: a function of the silos that there are and nothing else, so that all silos come to the same. Every silo owns as many
/// shards as any other, or one more. A silo that comes or goes moves few shards but its own.
/// </summary>
public static class ShardPlan
{
    /// <summary>The owner of each shard, as an index into <paramref name="silos"/>.</summary>
    /// <param name="silos">Names of the silos, each once, in any order; at least one.</param>
    /// <param name="shards">How many shards there are.</param>
    public static int[] Of(IReadOnlyList<string> silos, int shards)
    {
        var owners = new int[shards];
        Array.Fill(owners, -1);
        var owned = new int[silos.Count];
        var (share, more) = Math.DivRem(shards, silos.Count);
        // The strongest bonds first. As every bond is drawn by itself, those among the silos that stay are the same with and without another one.
        foreach (var (_, shard, silo) in Bonds(silos, shards))
        {
            if (owners[shard] >= 0 || owned[silo] > share || (owned[silo] == share && more == 0))
                continue;
            if (owned[silo]++ == share)
                more--;
            owners[shard] = silo;
        }
        return owners;
    }

    private static (ulong Weight, int Shard, int Silo)[] Bonds(IReadOnlyList<string> silos, int shards)
    {
        var bonds = new (ulong Weight, int Shard, int Silo)[silos.Count * shards];
        for (var silo = 0; silo < silos.Count; silo++)
        {
            var key = new byte[4 + Encoding.UTF8.GetByteCount(silos[silo])];
            Encoding.UTF8.GetBytes(silos[silo], key.AsSpan(4));
            for (var shard = 0; shard < shards; shard++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(key, shard);
                bonds[silo * shards + shard] = (XxHash3.HashToUInt64(key), shard, silo);
            }
        }
        Array.Sort(bonds, (left, right) => right.Weight != left.Weight
            ? right.Weight.CompareTo(left.Weight)
            : string.CompareOrdinal(silos[left.Silo], silos[right.Silo]) is var order && order != 0 ? order : left.Shard.CompareTo(right.Shard));
        return bonds;
    }
}
