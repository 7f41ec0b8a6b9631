namespace PosMonitor.Postgres;

/// <summary>What became of a shard's part of a commit.</summary>
internal enum ClaimOutcome
{
    Written,
    NotWritten,

    /// <summary>Not written, and its barrier stands in the shard's row, so that it never will be.</summary>
    Barred,

    /// <summary>Written, and then another owner came.</summary>
    WrittenAndLost,

    /// <summary>Another owner came before it was written.</summary>
    Lost,
}
