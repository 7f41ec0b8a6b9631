namespace PosMonitor.Journal;

/// <summary>
/// The durable, ordered list of records of every shard: the one seam between the monitor and its database. An append is answered after it is on
/// disk; appends of all shards that wait at the same time share a commit.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Takes a shard over: every append under an earlier epoch fails from now on.
    /// </summary>
    /// <returns>The new epoch.</returns>
    Task<long> TakeOver(int shard, CancellationToken cancellation);

    /// <summary>Which of the epochs hold: nobody has taken the shard over since. One round trip for all of them.</summary>
    /// <returns>The shards of those that hold.</returns>
    /// <exception cref="Shards.JournalUnavailableException">It cannot be told now.</exception>
    Task<IReadOnlySet<int>> Owned(IReadOnlyCollection<ShardEpoch> held, CancellationToken cancellation);

    /// <summary>Appends a record; it is durable when the task completes. Records of one shard are committed in the order of the calls.</summary>
    /// <exception cref="Shards.JournalUnavailableException">It could not be made durable and is not in the journal.</exception>
    /// <exception cref="EpochLostException">Another owner has taken the shard over; the record is not in the journal.</exception>
    /// <exception cref="CommitInDoubtException">Whether it is in the journal is not known yet; until it is, every other append of the shard is refused.</exception>
    Task Append(JournalEntry entry);

    /// <summary>The records of a shard after <paramref name="after"/>, in order.</summary>
    IAsyncEnumerable<JournalRecord> Read(int shard, long after, CancellationToken cancellation);

    /// <summary>
    /// The records of a shard, in order, that may hold something of one terminal: those whose row names it (now and then one that does not), and
    /// those that name no terminal at all.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="terminal">The low half of <see cref="Shards.ShardMap.Hash"/>.</param>
    /// <param name="from">Rows all of whose events are earlier than this are left out; UTC ticks.</param>
    /// <param name="cancellation">Stops the reading.</param>
    IAsyncEnumerable<JournalRecord> ReadTerminal(int shard, uint terminal, long from, CancellationToken cancellation);

    /// <summary>
    /// The records of all shards that may hold an event from <paramref name="from"/> to <paramref name="to"/>, both included, whatever else
    /// they hold; those of one shard in order.
    /// </summary>
    /// <param name="from">UTC ticks.</param>
    /// <param name="to">UTC ticks.</param>
    /// <param name="cancellation">Stops the reading.</param>
    IAsyncEnumerable<JournalRecord> ReadBetween(long from, long to, CancellationToken cancellation);

    /// <summary>Drops what was committed before <paramref name="before"/> and is held by the newest snapshot of its shard.</summary>
    /// <returns>How many rows were dropped.</returns>
    Task<long> Trim(DateTimeOffset before, CancellationToken cancellation);
}
