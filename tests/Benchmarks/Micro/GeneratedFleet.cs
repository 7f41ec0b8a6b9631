using System.Globalization;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>Shards without Orleans and HTTP, fed with packed batches of generated card traffic: a request, a response and a notification a transaction.</summary>
internal sealed class GeneratedFleet(int terminalsPerMerchant = 3, int acquirerEvery = 1)
{
    public static readonly int Shards = new MonitorOptions().Shards;
    private const int BatchEvents = 2000;
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly Shard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard(new ShardOptions(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions())))];
    private readonly BatchPacker[] _packers = [.. Enumerable.Range(0, Shards).Select(_ => new BatchPacker())];
    private readonly PosEventReader _reader = new(new TxnSeal(new byte[TxnSeal.KeyLength]));
    private readonly Random _random = new(1);
    private readonly List<(int Shard, byte[] Record)> _records = [];
    private int _packed;
    private long _seq;

    /// <summary>Events applied.</summary>
    public long Events { get; private set; }

    public int Terminals => _shards.Sum(shard => shard.State.Terminals.Length);

    public int Held => _shards.Sum(shard => shard.State.Transactions.Count);

    public IReadOnlyList<Shard> All => _shards;

    /// <summary>One transaction of a terminal, in its place in time.</summary>
    public void Transaction(int terminal, int number, TimeSpan at)
    {
        var (acquirer, id) = IdOf(terminal);
        var e = new PosEvent
        {
            Type = EventType.Request,
            Time = Start + at,
            Acquirer = acquirer,
            Terminal = id,
            Merchant = MerchantOf(terminal),
            Txn = _random.NextInt64().ToString("x16", CultureInfo.InvariantCulture),
            Amount = 1000 + number,
            Currency = "CNY",
            Issuer = "issuer" + (terminal % 12).ToString(CultureInfo.InvariantCulture),
            Card = "622202*1234",
        };
        Add(e);
        var answered = e.Time.AddMilliseconds(200 + _random.Next(1500));
        Add(new PosEvent { Type = EventType.Response, Time = answered, Acquirer = e.Acquirer, Terminal = e.Terminal, Txn = e.Txn, Code = _random.Next(50) == 0 ? "51" : "00" });
        Add(new PosEvent
        {
            Type = EventType.Notification,
            Time = answered.AddMilliseconds(1000 + _random.Next(9000)),
            Acquirer = e.Acquirer,
            Terminal = e.Terminal,
            Txn = e.Txn,
            Amount = e.Amount,
            Currency = "CNY",
            Channel = NotificationChannel.Sms,
        });
        if (_packed >= BatchEvents)
            Seal();
    }

    /// <summary>A transaction of each terminal within ten minutes from a time on, the clock moving on with them.</summary>
    public void Transactions(int terminals, int number, TimeSpan from)
    {
        for (var terminal = 0; terminal < terminals; terminal++)
        {
            var at = from + TimeSpan.FromSeconds(500.0 * terminal / terminals);
            Transaction(terminal, number, at);
            if (terminal % (terminals / 50) == 0)
                Watermark(at);
        }
        Watermark(from + TimeSpan.FromMinutes(10));
    }

    /// <summary>Every terminal signs in and out.</summary>
    public void Visits(int terminals)
    {
        for (var terminal = 0; terminal < terminals; terminal++)
        {
            var (acquirer, id) = IdOf(terminal);
            Add(new PosEvent { Type = EventType.Signin, Time = Start, Acquirer = acquirer, Terminal = id, Merchant = MerchantOf(terminal) });
            Add(new PosEvent { Type = EventType.Signout, Time = Start.AddMinutes(1), Acquirer = acquirer, Terminal = id });
            if (_packed >= BatchEvents)
            {
                Seal();
                Apply();
            }
        }
    }

    /// <summary>Ends the batch at hand.</summary>
    public void Seal()
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            if (_packers[shard].Count > 0)
                _records.Add((shard, ShardRecord.OfBatch(Start.UtcTicks, _packers[shard].ToBatch())));
            _packers[shard].Reset();
        }
        _packed = 0;
    }

    /// <summary>Applies what was sealed.</summary>
    public void Apply()
    {
        foreach (var (shard, record) in _records)
            _shards[shard].Apply(++_seq, record);
        _records.Clear();
    }

    /// <summary>Moves the clock of all shards on.</summary>
    public void Watermark(TimeSpan at)
    {
        Seal();
        Apply();
        var packer = new BatchPacker();
        packer.Add(new EventView { Type = EventType.Watermark, Time = (Start + at).UtcTicks }, 0);
        foreach (var shard in _shards)
            shard.Apply(++_seq, ShardRecord.OfBatch(Start.UtcTicks, packer.ToBatch()));
    }

    /// <summary>Lets all terminals rest that may, by the clock that the last watermark has set.</summary>
    public void Rest(IRestStores stores)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            if (_shards[shard].State.Rest is null)
                _shards[shard].LetRest(stores.Open(shard), TimeSpan.FromHours(6));
            // Once round, and on: at the end of a round what is not needed any more is given back.
            _shards[shard].State.Rest!.Look(_shards[shard].State.Terminals.Length, _shards[shard].State.Clock);
            _shards[shard].State.Rest!.Look(1, _shards[shard].State.Clock);
        }
    }

    private (string Acquirer, string Terminal) IdOf(int terminal) =>
        ("acquirer" + (terminal / acquirerEvery % 10).ToString(CultureInfo.InvariantCulture), (10_000_000 + terminal).ToString(CultureInfo.InvariantCulture));

    private string MerchantOf(int terminal) => "898" + (terminal / terminalsPerMerchant).ToString("D12", CultureInfo.InvariantCulture);

    private void Add(PosEvent e)
    {
        EventView view = default;
        _reader.Read(e, ref view);
        var hash = ShardMap.Hash(view.Acquirer, view.Terminal);
        _packers[ShardMap.ShardOf(hash, Shards)].Add(view, hash);
        _packed++;
        Events++;
    }
}
