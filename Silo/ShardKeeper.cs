using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>
/// Keeps the shards alive: touches each every second, which activates it and brings its state back at the start and after a fail-over. Of those that
/// this silo hosts it settles each at the end of every ten-second slot, with the wall clock (contract §2, §4), and has each write a snapshot when
/// the process stops; the silo of the first shard drops old journal.
/// </summary>
public sealed partial class ShardKeeper(
    IGrainFactory grains, IJournal journal, ActiveShards active, Readiness readiness, IOptions<MonitorOptions> options, TimeProvider time, ILogger<ShardKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(1);

    // All at once would hold up the events that come meanwhile.
    private static readonly TimeSpan SettleWithin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromHours(1);

    // A shard that is brought back answers late; for longer than this it counts as missing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Snapshots are written by disk and CPU; more at a time would only hold more memory.
    private const int SnapshotsAtOnce = 4;

    private readonly MonitorOptions _options = options.Value;
    private readonly ConcurrentDictionary<int, bool> _unsettled = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        readiness.Expect(_options.Shards);
        var tasks = Enumerable.Range(0, _options.Shards).Select(shard => Keep(shard, stoppingToken)).ToList();
        tasks.Add(Trim(stoppingToken));
        tasks.Add(Task.Run(WarmUp, stoppingToken));
        if (_options.Clock == ClockMode.Wall)
            tasks.Add(Settle(stoppingToken));
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    /// <summary>Stops the loops, then has every shard here write a snapshot, so that whoever takes it over has nothing to replay.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = SnapshotsAtOnce };
        await Parallel.ForEachAsync(active.All, limits, async (shard, _) => await Snapshot(shard.Number, cancellationToken));
    }

    private async Task Keep(int shard, CancellationToken stopping)
    {
        while (true)
        {
            await Touch(shard, stopping);
            await Task.Delay(TouchEvery, time, stopping);
        }
    }

    private async Task Touch(int shard, CancellationToken stopping)
    {
        var asked = grains.GetGrain<IShardGrain>(shard).GetStatus(null);
        try
        {
            if (await Task.WhenAny(asked, Task.Delay(Patience, stopping)) != asked)
                readiness.Note(shard, null);
            readiness.Note(shard, await asked.WaitAsync(stopping));
            readiness.Trouble = null;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            var own = IsOwnTrouble(failure);
            if (own && readiness.Shards[shard] is not null)
                LogTouchFailed(shard, failure.Message);
            readiness.Note(shard, null);
            readiness.Trouble = own ? null : failure.Message;
        }
    }

    // That the store fails is told once for all shards, by itself; anything else once for each, however long it lasts.
    private static bool IsOwnTrouble(Exception failure) => failure is not JournalUnavailableException;

    private async Task Settle(CancellationToken stopping)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var next = NextSettle(now, _options.Grace);
            foreach (var shard in active.All.Where(shard => shard.SettledThrough < next.UtcTicks - SlotBook.Slot))
            {
                _ = SettleShard(shard, now, next.UtcTicks - SlotBook.Slot, stopping);
                await Task.Delay(SettleWithin / _options.Shards, time, stopping);
            }
            // Shards that came meanwhile are looked for as well: nobody has settled them yet.
            await Task.Delay(TimeSpan.FromTicks(Math.Min((next - now).Ticks, TouchEvery.Ticks)), time, stopping);
        }
    }

    /// <summary>The next moment, after now, at which a slot ended <paramref name="grace"/> ago.</summary>
    internal static DateTimeOffset NextSettle(DateTimeOffset now, TimeSpan grace)
    {
        var ended = (now - grace).UtcTicks / SlotBook.Slot;
        return new DateTimeOffset((ended + 1) * SlotBook.Slot, TimeSpan.Zero) + grace;
    }

    private async Task SettleShard(ActiveShard shard, DateTimeOffset now, long through, CancellationToken stopping)
    {
        var before = shard.SettledThrough;
        shard.SettledThrough = through;
        try
        {
            await grains.GetGrain<IShardGrain>(shard.Number).Settle(now).WaitAsync(stopping);
            _unsettled.TryRemove(shard.Number, out _);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            shard.SettledThrough = before;
            if (IsOwnTrouble(failure) && _unsettled.TryAdd(shard.Number, true))
                LogSettleFailed(failure, shard.Number);
        }
    }

    private async Task Trim(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(TrimEvery, time, stopping);
            try
            {
                // The journal of a shard goes no further than its snapshot, and a quiet shard writes none by itself.
                foreach (var shard in active.All)
                    await Snapshot(shard.Number, stopping);
                var rows = active.Contains(0) ? await journal.Trim(time.GetUtcNow() - _options.Retention, stopping) : 0;
                if (rows > 0)
                    LogTrimmed(rows, _options.Retention);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                LogTrimFailed(failure);
            }
        }
    }

    private async Task Snapshot(int shard, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<IShardGrain>(shard).Snapshot().WaitAsync(cancellation);
        }
        catch (Exception failure)
        {
            // Nothing is lost: the next start replays the journal after the snapshot before.
            LogSnapshotFailed(failure, shard);
        }
    }

    private void WarmUp()
    {
        EventWarmUp.Run();
        readiness.WarmedUp = true;
    }
}
