using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Shards;

/// <summary>
/// Brings the state of shards back: the newest snapshot, and the journal after it. Of a shard that moves here that is done while its owner works on,
/// so that it stands still only for what was written since.
/// </summary>
public sealed class ShardRestorer(
    IJournal journal, ISnapshotStore snapshots, IRestStores rests, IOptions<MonitorOptions> monitor, IOptions<DetectionOptions> detection, IGrainFactory grains,
    ShardRecoveries recoveries, ILogger<ShardGrain> log)
{
    private readonly ConcurrentDictionary<int, RestoredShard> _ahead = [];
    private readonly ShardOptions _options = ShardOptions.Of(monitor.Value, detection.Value);

    /// <summary>Brings back what another silo still owns; <see cref="Restore"/> goes on from there, unless <see cref="Forget"/> comes first.</summary>
    public async Task RestoreAhead(int shard, CancellationToken cancellation)
    {
        var restored = await Restore(shard, cancellation);
        if (!_ahead.TryAdd(shard, restored))
            restored.Rest.Close();
    }

    /// <summary>Brings a shard back, up to the last record in its journal.</summary>
    public async Task<RestoredShard> Restore(int shard, CancellationToken cancellation)
    {
        if (!_ahead.TryRemove(shard, out var restored))
            restored = await Load(shard, cancellation);
        try
        {
            await foreach (var record in journal.Read(shard, restored.Shard.State.Seq, cancellation))
                restored.Apply(record);
            return restored;
        }
        catch
        {
            restored.Rest.Close();
            throw;
        }
    }

    /// <summary>Gives up what was brought back ahead, where it was not taken.</summary>
    public void Forget(int shard)
    {
        if (_ahead.TryRemove(shard, out var restored))
            restored.Rest.Close();
    }

    private async Task<RestoredShard> Load(int number, CancellationToken cancellation)
    {
        var snapshot = await snapshots.Load(number, cancellation);
        var shard = new Shard(_options);
        var rest = rests.Open(number);
        try
        {
            shard.LetRest(rest, monitor.Value.IdleAfter);
            var teller = new ShardTeller(number, shard.State, grains, recoveries, log);
            if (snapshot is not null)
                teller.Restore(ShardSnapshotReader.Read(snapshot.Parts, shard.State));
            return new RestoredShard(shard, rest, teller, snapshot?.Seq ?? 0);
        }
        catch
        {
            rest.Close();
            throw;
        }
    }
}
