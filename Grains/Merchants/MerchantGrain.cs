using Microsoft.Extensions.Options;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Merchants;

/// <summary>The face of a merchant: it holds nothing, and asks the shards that host its terminals.</summary>
public sealed class MerchantGrain(IOptions<MonitorOptions> options, SealKey key, TimeProvider clock) : Grain, IMerchantGrain
{
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);
    private PosEventReader _reader = null!;
    private string _acquirer = "", _merchant = "";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_acquirer, _merchant) = TerminalKey.Parse(this.GetPrimaryKeyString());
        _reader = new PosEventReader(await key.Seal());
    }

    public Task Report(IReadOnlyList<PosEvent> events)
    {
        if (options.Value.Clock == ClockMode.Wall)
            _reader.LatestTime = (clock.GetUtcNow() + FurthestAhead).UtcTicks;
        var packers = new Dictionary<int, BatchPacker>();
        EventView view = default;
        foreach (var e in events)
        {
            if (e.Type == EventType.Watermark)
                throw new ArgumentException("A watermark is not an event of a merchant.", nameof(events));
            if ((e.Acquirer ?? _acquirer) != _acquirer || (e.Merchant ?? _merchant) != _merchant)
                throw new ArgumentException("The event is of another merchant: acquirer and merchant are left out, or those of the merchant.", nameof(events));
            _reader.Read(e with { Acquirer = _acquirer, Merchant = _merchant }, ref view);
            var hash = ShardMap.Hash(view.Acquirer, e.Type == EventType.Settlement ? view.Merchant : view.Terminal);
            var shard = ShardMap.ShardOf(hash, options.Value.Shards);
            if (!packers.TryGetValue(shard, out var packer))
                packers[shard] = packer = new BatchPacker();
            packer.Add(view, hash);
        }
        return Task.WhenAll(packers.Select(packer => GrainFactory.GetGrain<IShardGrain>(packer.Key).Append(packer.Value.ToBatch())));
    }

    public Task<MerchantView?> GetState() => GrainFactory.GetGrain<IFleetGrain>(0).GetMerchant(_acquirer, _merchant);

    // The merchant's next terminal may turn up in any shard.
    public Task Watch(ITerminalObserver observer) => EveryShard(shard => shard.Watch(_acquirer, _merchant, merchant: true, observer));

    public Task Unwatch(ITerminalObserver observer) => EveryShard(shard => shard.Unwatch(_acquirer, _merchant, merchant: true, observer));

    private Task EveryShard(Func<IShardGrain, Task> call) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Shards).Select(shard => call(GrainFactory.GetGrain<IShardGrain>(shard))));
}
