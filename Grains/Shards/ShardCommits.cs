using Microsoft.Extensions.Logging;
using PosMonitor.Journal;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Shards;

/// <summary>
/// The records of a shard on their way: into the journal, then, in order and as soon as they are durable, into the state. What became of each is told once.
/// Used in turns of the shard only.
/// </summary>
/// <param name="owner">The shard, and the epoch under which it is written.</param>
/// <param name="journal">The journal.</param>
/// <param name="state">The state, for the number of the last record that is in it.</param>
/// <param name="logger">Where trouble is told.</param>
internal sealed partial class ShardCommits(ShardEpoch owner, IJournal journal, ShardState state, ILogger logger)
{
    private readonly Queue<PendingRecord> _pending = new();
    private long _lastSeq;

    /// <summary>Applies a record that is in the journal.</summary>
    public required Action<long, ReadOnlyMemory<byte>> Apply { get; init; }

    /// <summary>Called when records were applied, or may have been.</summary>
    public required Action Applied { get; init; }

    /// <summary>Called when another owner turned out to have the shard.</summary>
    public required Action Lost { get; init; }

    /// <summary>Called when a terminal that is at rest could not be read.</summary>
    public required Action<RestLostException> Unreadable { get; init; }

    /// <summary>True where nothing is on its way.</summary>
    public bool IsIdle => _pending.Count == 0;

    /// <summary>Makes a record durable, then applies it and all before it.</summary>
    /// <param name="entry">The record; its number is given here.</param>
    /// <exception cref="JournalUnavailableException">It was not taken, or whether it was is not known.</exception>
    public async Task Commit(JournalEntry entry)
    {
        var receipt = new AwaitedReceipt();
        if (Write(entry, receipt) is { } durable)
            _ = ApplyAfter(durable);
        await receipt.Task;
    }

    /// <summary>Hands a record to the journal; what became of it is told when <see cref="ApplyDurable"/> comes to it.</summary>
    /// <returns>Completes when it is durable; null where the journal takes nothing now, which the receipt is told.</returns>
    public Task? Write(JournalEntry entry, IReceipt receipt)
    {
        if (_pending.TryPeek(out var oldest) && oldest.InDoubt)
        {
            receipt.Refused(new JournalUnavailableException("Whether an earlier record was written is not known yet; repeat the call."));
            return null;
        }
        if (_pending.Count == 0)
            _lastSeq = state.Seq;
        var record = new PendingRecord(++_lastSeq, entry.Record, receipt);
        record.Durable = journal.Append(entry with { Seq = record.Seq });
        _pending.Enqueue(record);
        return record.Durable;
    }

    /// <summary>Applies what is durable, up to the first record that is not.</summary>
    public void ApplyDurable()
    {
        while (_pending.TryPeek(out var record) && record.Durable.IsCompleted)
        {
            if (TakeDoubt(record))
            {
                LogInDoubt(logger, owner.Shard, record.Seq);
                break;
            }
            _pending.Dequeue();
            record.End(Take(record));
        }
        if (_pending.TryPeek(out var oldest) && oldest.InDoubt)
            TellThoseBehind();
        Applied();
    }

    private async Task ApplyAfter(Task durable)
    {
        await durable.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        ApplyDurable();
    }

    /// <summary>
    /// Where the journal does not know whether it has a record, whoever waits for it is told so. It keeps its place until it is known: it is applied if it
    /// was written, whoever has given up on it meanwhile.
    /// </summary>
    private bool TakeDoubt(PendingRecord record)
    {
        if (!record.TakeDoubt())
            return false;
        _ = ApplyAfter(record.Durable);
        return true;
    }

    // Nobody waits longer than the one in doubt, though all keep their places behind it.
    private void TellThoseBehind()
    {
        foreach (var record in _pending.ToArray())
        {
            if (!TakeDoubt(record) && record.Durable.IsFaulted)
                record.End(FailureOf(record));
        }
    }

    /// <summary>Applies a record, where it is in the journal.</summary>
    /// <returns>Why it could not be taken, or null.</returns>
    private Exception? Take(PendingRecord record)
    {
        if (!record.Durable.IsCompletedSuccessfully)
            return FailureOf(record);
        try
        {
            Apply(record.Seq, record.Bytes);
            return null;
        }
        catch (RestLostException lost)
        {
            // The record is in the journal and half in the state: whoever takes the shard over reads it anew.
            Unreadable(lost);
            return new JournalUnavailableException("The shard comes back from its journal; repeat the call.", lost);
        }
        catch (Exception defect)
        {
            LogDefect(logger, owner.Shard, record.Seq, defect);
            return defect;
        }
    }

    // What follows a record that failed has failed with it: the journal takes no record out of its order.
    private Exception FailureOf(PendingRecord record)
    {
        if (record.Durable.Exception?.InnerException is not EpochLostException lost)
            return record.Durable.Exception?.InnerException ?? new JournalUnavailableException("The journal was closed; repeat the call.");
        Lost();
        return new JournalUnavailableException("The shard has moved; repeat the call.", lost);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} does not know yet whether record {Seq} was written; it takes no other until it does.")]
    private static partial void LogInDoubt(ILogger logger, int shard, long seq);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} could not apply record {Seq}, which is in its journal.")]
    private static partial void LogDefect(ILogger logger, int shard, long seq, Exception exception);
}
