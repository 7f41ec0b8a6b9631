using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>A record between its journal and the state.</summary>
internal sealed class PendingRecord(long seq, ReadOnlyMemory<byte> bytes, IReceipt receipt)
{
    private IReceipt? _receipt = receipt;

    public long Seq => seq;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Completes when it is durable.</summary>
    public Task Durable { get; set; } = Task.CompletedTask;

    /// <summary>Whoever waited has been told that it is not known whether the journal has it.</summary>
    public bool InDoubt { get; private set; }

    /// <summary>Where the journal does not know whether it has the record: says so, and waits for that from now on.</summary>
    public bool TakeDoubt()
    {
        if (Durable.Exception?.InnerException is not CommitInDoubtException doubt)
            return false;
        (Durable, InDoubt) = (doubt.Outcome, true);
        End(new JournalUnavailableException("Whether it was written is not known yet; repeat the call, as what is repeated changes nothing.", doubt));
        return true;
    }

    /// <summary>Tells, once, what became of it.</summary>
    /// <param name="failure">Why it was not taken; null where it was.</param>
    public void End(Exception? failure)
    {
        var told = _receipt;
        _receipt = null;
        if (failure is null)
            told?.Taken();
        else
            told?.Refused(failure);
    }
}
