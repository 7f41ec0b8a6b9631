namespace PosMonitor.Postgres;

/// <summary>Numbers that no two commits share.</summary>
internal static class ShardMark
{
    // 0 is what a new store begins with.
    public static long Next() => Random.Shared.NextInt64(1, long.MaxValue);
}
