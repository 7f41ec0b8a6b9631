using PosMonitor.Shards;

namespace PosMonitor.Events;

/// <summary>Gathers what became of the parts of one body.</summary>
/// <param name="parts">How many there are.</param>
internal sealed class BodyReceipt(int parts) : IReceipt
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private List<Exception>? _failures;
    private int _missing = parts;

    /// <summary>Completes when it is known of every part.</summary>
    public Task Done => _done.Task;

    /// <summary>Why parts were not taken; good when <see cref="Done"/> is complete.</summary>
    public IReadOnlyList<Exception> Failures => _failures ?? [];

    public void Taken()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
            _done.SetResult();
    }

    public void Refused(Exception why)
    {
        lock (_gate)
            (_failures ??= []).Add(why);
        Taken();
    }
}
