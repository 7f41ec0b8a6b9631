namespace PosMonitor.Overviews;

/// <summary>
/// Groups with the same few counts each, packed: there are tens of thousands of them, and every shard tells of most. What the counts are, whoever asked
/// knows by its own enum.
/// </summary>
[GenerateSerializer, Immutable, Alias("pos.tally")]
public sealed class Tally(byte[] keys, int[] counts)
{
    /// <summary>The keys one after the other, each with its length in a byte before it.</summary>
    [Id(0)] public byte[] Keys { get; } = keys;

    /// <summary>The counts of the first group, those of the second, and so on.</summary>
    [Id(1)] public int[] Counts { get; } = counts;
}
