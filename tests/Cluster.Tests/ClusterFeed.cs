using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.Cluster;

/// <summary>Posts a stream by all gateways in turn, and has things happen on the way.</summary>
internal sealed class ClusterFeed(IEnumerable<MonitorClient> gateways, int events)
{
    private readonly Queue<(int At, Func<Task> Do)> _steps = new();
    private readonly Lock _gate = new();
    private List<MonitorClient> _gateways = [.. gateways];
    private int _posts;
    private int _posted;
    private int _unanswered;
    private Task _step = Task.CompletedTask;

    /// <summary>How many posts were begun.</summary>
    public int Posts => _posts;

    /// <summary>How many posts got no answer and were sent again.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Has something done when a part of the events, 0 to 1, is posted; in the order of the calls, while the posts go on.</summary>
    public void At(double part, Func<Task> step) => _steps.Enqueue(((int)(part * events), step));

    /// <summary>Nothing more is sent to a gateway.</summary>
    public void Leave(MonitorClient gateway) => _gateways = [.. _gateways.Where(other => other != gateway)];

    public async Task Run(IEnumerable<ContractEvent> stream)
    {
        await TrafficFeed.Run(stream, Post);
        await _step;
        Assert.Empty(_steps);
    }

    private async Task Post(IReadOnlyCollection<ContractEvent> batch)
    {
        StartStep(batch.Count);
        while (true)
        {
            var gateways = _gateways;
            try
            {
                await gateways[Interlocked.Increment(ref _posts) % gateways.Count].Post(batch);
                return;
            }
            catch (Exception e) when (MortalMonitor.IsNoAnswer(e))
            {
                Interlocked.Increment(ref _unanswered);
                await Task.Delay(50);
            }
        }
    }

    private void StartStep(int count)
    {
        lock (_gate)
        {
            _posted += count;
            if (_steps.TryPeek(out var next) && _posted >= next.At)
            {
                _steps.Dequeue();
                _step = After(_step, next.Do);
            }
        }

        static async Task After(Task before, Func<Task> step)
        {
            await before;
            await step();
        }
    }
}
