using System.Text;
using Microsoft.Extensions.Options;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>The face of a terminal: it holds nothing, and passes on to the shard that hosts the terminal.</summary>
public sealed class TerminalGrain(IOptions<MonitorOptions> options, SealKey key, TimeProvider clock) : Grain, ITerminalGrain
{
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);
    private readonly BatchPacker _packer = new();
    private TxnSeal _seal = null!;
    private PosEventReader _reader = null!;
    private string _acquirer = "", _terminal = "";
    private ulong _hash;

    private IShardGrain Shard => GrainFactory.GetGrain<IShardGrain>(ShardMap.ShardOf(_hash, options.Value.Shards));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_acquirer, _terminal) = TerminalKey.Parse(this.GetPrimaryKeyString());
        _hash = ShardMap.Hash(Encoding.UTF8.GetBytes(_acquirer), Encoding.UTF8.GetBytes(_terminal));
        _seal = await key.Seal();
        _reader = new PosEventReader(_seal);
    }

    public Task Report(IReadOnlyList<PosEvent> events)
    {
        if (options.Value.Clock == ClockMode.Wall)
            _reader.LatestTime = (clock.GetUtcNow() + FurthestAhead).UtcTicks;
        _packer.Reset();
        EventView view = default;
        foreach (var e in events)
        {
            _reader.ReadOf(_acquirer, _terminal, e, ref view);
            _packer.Add(view, _hash);
        }
        return _packer.Count == 0 ? Task.CompletedTask : Shard.Append(_packer.ToBatch());
    }

    public async Task<TerminalView?> GetState()
    {
        var state = await Shard.GetTerminal(_acquirer, _terminal);
        if (state is null)
            return null;
        var open = await GrainFactory.GetGrain<IAlertBookGrain>(0).OpenOf([this.GetPrimaryKeyString()]);
        return state with { OpenAlerts = open[0] };
    }

    public Task<TransactionPage> GetTransactions(TransactionQuery query) => Shard.GetTransactions(_acquirer, _terminal, query);

    public Task<TransactionView?> GetTransaction(string txn) => Shard.GetTransaction(_acquirer, _terminal, _seal.Seal(txn));

    public Task Watch(ITerminalObserver observer) => Shard.Watch(_acquirer, _terminal, merchant: false, observer);

    public Task Unwatch(ITerminalObserver observer) => Shard.Unwatch(_acquirer, _terminal, merchant: false, observer);
}
