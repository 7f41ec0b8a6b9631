namespace PosMonitor.Journal;

/// <summary>
/// The store cannot tell for now whether a record is in the journal: the connection broke while it was written, and the database does not answer.
/// Never crosses a process.
/// </summary>
public sealed class CommitInDoubtException(string message, Task outcome) : Exception(message)
{
    /// <summary>Ends as the append would have: done where the record is in the journal, failed where it is not and never will be.</summary>
    public Task Outcome { get; } = outcome;
}
