using PosMonitor.Journal;

namespace PosMonitor.Postgres;

/// <summary>A record to be appended, and the task of who waits for it.</summary>
internal sealed class JournalAppend(JournalEntry entry)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _outcome;

    public JournalEntry Entry { get; } = entry;

    /// <summary>Done when the record is durable.</summary>
    public Task Answer => _answer.Task;

    public int Bytes => Entry.Record.Length + 128;

    public void Written() => (_outcome ?? _answer).TrySetResult();

    public void Failed(Exception why) => (_outcome ?? _answer).TrySetException(why);

    /// <summary>Answers that it is not known yet; what becomes known later ends the outcome that the answer carries.</summary>
    public void InDoubt(string why)
    {
        _outcome = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer.TrySetException(new CommitInDoubtException(why, _outcome.Task));
    }
}
