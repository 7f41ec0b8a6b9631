using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Shards;

/// <summary>Shards that come back from a real store.</summary>
public sealed class ShardRestorerTests : IAsyncDisposable
{
    private readonly TempStore _store = new();
    private readonly ShardRestorer _restorer;

    public ShardRestorerTests()
    {
        _store.Options.Clock = ClockMode.Wall;
        // Nothing is told while a shard comes back, so there is nobody to tell it to.
        _restorer = new ShardRestorer(
            _store.Journal, _store.Snapshots, new RestFiles(_store.Options), Options.Create(_store.Options), Options.Create(new DetectionOptions()), null!,
            new ShardRecoveries(TimeProvider.System), NullLogger<ShardGrain>.Instance);
    }

    [Fact]
    public async Task What_came_back_ahead_goes_on_with_what_was_written_since()
    {
        const int shard = 1;
        var epoch = await _store.Journal.TakeOver(shard, CancellationToken.None);
        await Tick(shard, epoch, 1, 2);
        await _restorer.RestoreAhead(shard, CancellationToken.None);
        await Tick(shard, epoch, 3, 4);
        // Who begins anew would trip over it.
        await SaveNonsense(shard, epoch);

        var restored = await _restorer.Restore(shard, CancellationToken.None);
        Assert.Equal(4, restored.Shard.State.Seq);
        Assert.Equal(4, restored.Shard.State.Clock);
        Assert.Equal(4 * SnapshotPace.CostOf(ShardRecord.OfTick(4, settle: false)), restored.ReplayCost);
        restored.Rest.Close();
        await Assert.ThrowsAsync<InvalidDataException>(() => _restorer.Restore(shard, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_forgotten_comes_back_from_the_newest_snapshot()
    {
        const int shard = 2;
        var epoch = await _store.Journal.TakeOver(shard, CancellationToken.None);
        await Tick(shard, epoch, 1, 2);
        await _restorer.RestoreAhead(shard, CancellationToken.None);
        _restorer.Forget(shard);
        var former = await _restorer.Restore(shard, CancellationToken.None);
        former.Rest.Close();
        await _store.Snapshots.Save(shard, epoch, 2, new SnapshotParts(ShardSnapshotWriter.Write(former.Shard.State)));
        await Tick(shard, epoch, 3, 3);

        var restored = await _restorer.Restore(shard, CancellationToken.None);
        Assert.Equal((2, 3), (restored.SnapshotSeq, restored.Shard.State.Seq));
        Assert.Equal(SnapshotPace.CostOf(ShardRecord.OfTick(3, settle: false)), restored.ReplayCost);
        restored.Rest.Close();
        await _restorer.RestoreAhead(shard, CancellationToken.None);
        _restorer.Forget(shard);
        await SaveNonsense(shard, epoch);
        await Assert.ThrowsAsync<InvalidDataException>(() => _restorer.Restore(shard, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task Tick(int shard, long epoch, long from, long to)
    {
        for (var seq = from; seq <= to; seq++)
            await _store.Journal.Append(new JournalEntry(shard, epoch, seq, ShardRecord.OfTick(seq, settle: false), long.MaxValue, long.MinValue, []));
    }

    // Of a version that there is not yet.
    private Task SaveNonsense(int shard, long epoch) => _store.Snapshots.Save(shard, epoch, 2, new SnapshotParts([new byte[] { byte.MaxValue, 1 }]));
}
