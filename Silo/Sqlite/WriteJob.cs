namespace PosMonitor.Sqlite;

/// <summary>
/// Something to be written by <see cref="StoreWriter"/>, and the task that completes when it is durable. What does not fit the store is
/// refused before anything is written, so that it costs only itself; a failure after that is one of the whole commit.
/// </summary>
internal abstract class WriteJob() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>About how much it writes.</summary>
    public virtual int Bytes => 256;

    /// <summary>Why it cannot be done on the store as it stands after the jobs before it, or null.</summary>
    public abstract Exception? Refusal(StoreHeads heads);

    /// <summary>Writes it; on the writer's thread, inside its transaction.</summary>
    public abstract void Write(WriteSession session);
}
