using PosMonitor.Events;

namespace PosMonitor.Shards;

/// <summary>By what the terminal and the transaction of an event are found in its shard.</summary>
/// <param name="Terminal">The <see cref="ShardMap.Hash"/> of the terminal.</param>
/// <param name="Transaction">The fingerprint of the transaction; of no matter where the event has none.</param>
internal readonly record struct EventKeys(ulong Terminal, ulong Transaction)
{
    /// <summary>Those of an event that names a terminal.</summary>
    public static EventKeys Of(in EventView e)
    {
        var terminal = ShardMap.Hash(e.Acquirer, e.Terminal);
        return new EventKeys(terminal, e.Txn.IsEmpty ? 0 : ShardState.TransactionKey(terminal, e.Txn));
    }
}
