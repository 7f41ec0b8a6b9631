using System.Diagnostics;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.Cluster.Chaos;

/// <summary>Posts a stream by all gateways in turn, so that it lasts as long as is wanted, and sends again what got no answer.</summary>
/// <param name="gateways">Where it is posted.</param>
/// <param name="lasts">How long the whole stream lasts at the least.</param>
/// <param name="whileTrying">Throws where there is no use in going on.</param>
internal sealed class PacedFeed(IReadOnlyList<MonitorClient> gateways, TimeSpan lasts, Func<Task> whileTrying)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Stopwatch _watch = new();
    private volatile bool _failed;
    private int _posts;
    private int _posted;
    private int _unanswered;
    private long _longest;

    /// <summary>How many posts were begun.</summary>
    public int Posts => _posts;

    /// <summary>How many posts got no answer, or one that says to try again.</summary>
    public int Unanswered => _unanswered;

    /// <summary>How long the events waited that waited longest until they were taken.</summary>
    public TimeSpan Longest => new(_longest);

    public async Task Run(IReadOnlyCollection<ContractEvent> stream)
    {
        _watch.Start();
        await TrafficFeed.Run(stream, async batch =>
        {
            try
            {
                await Post(batch, stream.Count);
            }
            catch
            {
                // The other connections need not go on.
                _failed = true;
                throw;
            }
        });
    }

    private async Task Post(IReadOnlyCollection<ContractEvent> batch, int all)
    {
        var due = lasts * ((double)Interlocked.Add(ref _posted, batch.Count) / all);
        if (due > _watch.Elapsed)
            await Task.Delay(due - _watch.Elapsed);
        var begun = _watch.Elapsed;
        while (!_failed && await Try(batch) is { } failure)
        {
            await whileTrying();
            if (_watch.Elapsed - begun > Patience)
                throw new TimeoutException($"{batch.Count} events were not taken within {Patience}: {failure.Message}", failure);
            await Task.Delay(50);
        }
        var waited = (_watch.Elapsed - begun).Ticks;
        for (var longest = _longest; waited > longest; longest = _longest)
            Interlocked.CompareExchange(ref _longest, waited, longest);
    }

    private async Task<Exception?> Try(IReadOnlyCollection<ContractEvent> batch)
    {
        try
        {
            await gateways[Interlocked.Increment(ref _posts) % gateways.Count].Post(batch);
            return null;
        }
        catch (Exception e) when (MortalMonitor.IsNoAnswer(e))
        {
            Interlocked.Increment(ref _unanswered);
            return e;
        }
    }
}
