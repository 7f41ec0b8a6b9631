using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Shards;

/// <summary>A shard that is given events one after the other, and a plain book of what it concluded. It can be restarted from a snapshot at any record.</summary>
internal sealed class ShardRun
{
    private readonly ShardOptions _options;
    private readonly SnapshotShelf _snapshots = new();
    private readonly BatchPacker _packer = new();
    private readonly PosEventReader _reader = new(new TxnSeal(new byte[TxnSeal.KeyLength]));
    private long _seq;
    private long _version;

    public ShardRun(DetectionOptions? settings = null, ClockMode clock = ClockMode.Stream)
    {
        _options = new ShardOptions(clock, clock == ClockMode.Stream ? TimeSpan.Zero : TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(30), settings ?? new DetectionOptions());
        Shard = new Shard(_options);
    }

    public Shard Shard { get; private set; }

    /// <summary>The server's clock, for the wall clock.</summary>
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;
    public List<RaisedAlert> Alerts { get; } = [];

    /// <summary>Everything that the rules concluded, in order, with the number of its record.</summary>
    public List<(long Record, AlertEffect Effect)> Effects { get; } = [];

    /// <summary>Every report of slot figures.</summary>
    public List<SlotReport> Reports { get; } = [];

    /// <summary>What a transaction was when it was closed.</summary>
    public Dictionary<string, TransactionView> Closed { get; } = [];

    public void Take(params IEnumerable<PosEvent> events)
    {
        _packer.Reset();
        EventView view = default;
        foreach (var e in events)
        {
            _reader.Read(e, ref view);
            _packer.Add(view, e.Type == EventType.Watermark ? 0 : ShardMap.Hash(view.Acquirer, e.Type == EventType.Settlement ? view.Merchant : view.Terminal));
        }
        Apply(ShardRecord.OfBatch(Now.UtcTicks, _packer.ToBatch()));
    }

    public void Watermark(DateTimeOffset time) => Take(new PosEvent { Type = EventType.Watermark, Time = time });

    /// <summary>A tick of the wall clock.</summary>
    public void Tick(DateTimeOffset now, bool settle = false)
    {
        Now = now;
        Apply(ShardRecord.OfTick(now.UtcTicks, settle));
    }

    /// <summary>Changes the settings of a scope, or an entry of the registry; a body of null takes it away.</summary>
    public void Configure(ConfigurationKind kind, string key, string? body) =>
        Apply(ShardRecord.OfConfiguration(Now.UtcTicks, new ConfigurationNews(++_version, [new ConfigurationChange(_version, kind, key, body, "test", Now)], More: false)));

    /// <summary>Goes on from a snapshot, as after a crash.</summary>
    public void Restart()
    {
        _snapshots.Put(ShardSnapshotWriter.WriteChanges(Shard.State));
        Shard = new Shard(_options);
        ShardSnapshotReader.Read(_snapshots.Newest!, Shard.State);
    }

    /// <summary>A transaction, held or closed.</summary>
    public TransactionView? Transaction(string acquirer, string terminal, string txn)
    {
        var number = Shard.State.FindTerminal(acquirer, terminal);
        return number < 0 ? null
            : new ShardQueries(Shard.State, Shard.Transactions).HeldTransaction(number, txn) ?? Closed.GetValueOrDefault($"{acquirer}/{terminal}/{txn}");
    }

    private void Apply(byte[] record)
    {
        var views = new TransactionViews(Shard.State, Shard.Transactions);
        Shard.Transactions.Closing = number =>
        {
            var view = views.Of(number);
            Closed[$"{view.Acquirer}/{view.Terminal}/{view.Txn}"] = view;
        };
        var output = Shard.Apply(++_seq, record);
        Effects.AddRange(output.Effects.Select(effect => (_seq, effect)));
        Reports.AddRange(output.Reports);
        foreach (var effect in output.Effects)
            Take(effect);
    }

    private void Take(AlertEffect effect)
    {
        var open = Alerts.FindLastIndex(alert => alert.Rule == effect.Rule && alert.Subject == effect.SubjectId && alert.ResolvedAt is null);
        var at = new DateTimeOffset(effect.At, TimeSpan.Zero);
        switch (effect.Action)
        {
            case AlertAction.Open:
                Assert.True(open < 0, $"{effect.Rule} of {effect.SubjectId} was opened twice.");
                Alerts.Add(new RaisedAlert(effect.Rule, effect.SubjectId, at, null, effect.Severity, effect.Evidence!));
                break;
            case AlertAction.Gather when open >= 0:
                break;
            case AlertAction.Gather:
                Alerts.Add(new RaisedAlert(effect.Rule, effect.SubjectId, at, null, effect.Severity, effect.Evidence!));
                break;
            case AlertAction.Note:
                Alerts.Add(new RaisedAlert(effect.Rule, effect.SubjectId, at, at, effect.Severity, effect.Evidence!));
                break;
            case AlertAction.Escalate:
                Alerts[open] = Alerts[open] with { Severity = effect.Severity };
                break;
            case AlertAction.Resolve:
                Assert.True(open >= 0, $"{effect.Rule} of {effect.SubjectId} was resolved, but is not open.");
                Alerts[open] = Alerts[open] with { ResolvedAt = at };
                break;
        }
    }

    /// <summary>An alert as it stands.</summary>
    internal sealed record RaisedAlert(string Rule, string Subject, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, AlertSeverity Severity, string Evidence);
}
