using PosMonitor.Hosting;

namespace PosMonitor.Cluster;

/// <summary>
/// Gives up the calls of a gateway that are on their way when a silo dies. Orleans does so between silos, but a client does not learn what became of
/// the silo that its call was passed on to, and would wait for as long as the slowest question may take.
/// </summary>
internal sealed class SiloLoss(TimeProvider time) : IOutgoingGrainCallFilter
{
    // What is sent again at once may take its way through the very silo that is gone, as long as the client has not left it.
    private static readonly TimeSpan LeftBehind = ClusterSetup.GatewayRefresh + TimeSpan.FromSeconds(1);

    private HashSet<string> _silos = [];
    private long? _lostAt;
    private volatile TaskCompletionSource _loss = NewSignal();

    /// <summary>Takes the silos that there are; if one is missing of those of the last time, the calls are given up, and once more a little later.</summary>
    /// <param name="silos">Their names; to be told again and again.</param>
    public void Take(IEnumerable<string> silos)
    {
        var before = _silos;
        _silos = [.. silos];
        if (!before.IsSubsetOf(_silos))
            _lostAt = time.GetTimestamp();
        else if (_lostAt is { } lostAt && time.GetElapsedTime(lostAt) >= LeftBehind)
            _lostAt = null;
        else
            return;
        var loss = _loss;
        _loss = NewSignal();
        loss.SetResult();
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var loss = _loss.Task;
        var call = context.Invoke();
        if (await Task.WhenAny(call, loss) != call)
        {
            _ = call.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new SiloUnavailableException("A silo is gone, and the call may have been on its way to it.");
        }
        await call;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
