using System.Runtime.CompilerServices;
using PosMonitor.Access;
using PosMonitor.Cluster;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>The fleet once a second, for any number of readers at the cost of one: the shards are asked once for all who see the same acquirers.</summary>
public sealed class FleetFeed(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _second = long.MinValue;
    private readonly Dictionary<string, Task<(DateTimeOffset Time, FleetAnswer Fleet)>> _latest = new(StringComparer.Ordinal);

    /// <summary>The fleet now, and then at each second of the clock until the reader leaves.</summary>
    public async IAsyncEnumerable<(DateTimeOffset Time, FleetAnswer Fleet)> Read(AcquirerCut? cut, [EnumeratorCancellation] CancellationToken cancellation)
    {
        DateTimeOffset? told = null;
        while (!cancellation.IsCancellationRequested)
        {
            // A second in which no silo answers is left out.
            var asking = Latest(cut).WaitAsync(cancellation);
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (asking.IsFaulted && !CallPatience.IsPassing(asking.Exception.InnerException))
                await asking;
            // A timer may wake a little before its second: what was told is not told again.
            if (asking.IsCompletedSuccessfully && asking.Result.Time != told)
            {
                yield return asking.Result;
                told = asking.Result.Time;
            }
            var now = time.GetUtcNow();
            var rest = Every - TimeSpan.FromTicks(now.UtcTicks % Every.Ticks);
            // Leaving is how a stream ends, not an error.
            await Task.Delay(rest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<(DateTimeOffset Time, FleetAnswer Fleet)> Latest(AcquirerCut? cut)
    {
        var now = time.GetUtcNow();
        var second = now.UtcTicks / Every.Ticks;
        var readers = cut.Readers();
        lock (_gate)
        {
            if (second != _second)
                _latest.Clear();
            _second = second;
            if (!_latest.TryGetValue(readers, out var latest) || latest is { IsCompleted: true, IsCompletedSuccessfully: false })
                _latest[readers] = latest = Ask(cut, now);
            return latest;
        }
    }

    private async Task<(DateTimeOffset Time, FleetAnswer Fleet)> Ask(AcquirerCut? cut, DateTimeOffset now) =>
        (now, FleetAnswer.Of(await grains.GetGrain<IFleetGrain>(0).GetFleet(cut), cut));
}
