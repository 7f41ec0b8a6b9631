namespace PosMonitor.Shards;

/// <summary>A receipt that is awaited.</summary>
internal sealed class AwaitedReceipt() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), IReceipt
{
    public void Taken() => TrySetResult();

    public void Refused(Exception why) => TrySetException(why);
}
