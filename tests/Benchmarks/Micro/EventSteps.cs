using BenchmarkDotNet.Attributes;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>The steps of an event, each alone, and what they allocate: reading a line, packing, unpacking, the fold, a deadline, a quantile.</summary>
[MemoryDiagnoser]
public class EventSteps
{
    /// <summary>Events of a body, and of what is measured in one go.</summary>
    public const int Batch = 2_000;

    private const int Terminals = 20_000, Bodies = 64;
    private static readonly ShardOptions Options = new(ClockMode.Wall, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(30), new DetectionOptions());

    private readonly EventReader _reader = new(1, ClockMode.Wall, new TxnSeal(new byte[TxnSeal.KeyLength]));
    private readonly List<ShardBatch> _batches = [];
    private readonly BatchPacker _packer = new();
    private readonly BatchReader _unpacker = new();
    private readonly Quantiles _quantiles = new();
    private readonly Names _names = new();
    private readonly Slab<Transaction> _transactions = new();
    private readonly CardTraffic _traffic = new(0, 1, Terminals);
    private readonly byte[] _body = new byte[Batch * EventLines.Longest];
    private readonly byte[][] _records = new byte[Bodies][];
    private PackedBatch _packed = null!;
    private Shard _shard = null!;
    private TerminalTable _terminals = null!;
    private DeadlineQueue _deadlines = null!;
    private int _length;
    private int _next;
    private long _seq;
    private long _now;

    [GlobalSetup]
    public void Prepare()
    {
        _now = DateTime.UtcNow.Ticks;
        _length = Generate();
        _packed = Pack();
        _terminals = new TerminalTable(_names);
        _deadlines = new DeadlineQueue(_terminals, _transactions, ClockMode.Wall, TimeSpan.FromMilliseconds(500));
        for (var terminal = 0; terminal < Batch; terminal++)
            _terminals.Add(_names.Intern("lakala"u8), "T1"u8);
    }

    /// <summary>Fresh events for the fold, which would pass over those it knows; its state is the one that the bodies before have left.</summary>
    [IterationSetup(Target = nameof(Fold))]
    public void PrepareFold()
    {
        _shard ??= new Shard(Options);
        for (var body = 0; body < Bodies; body++)
        {
            _length = Generate();
            _records[body] = ShardRecord.OfBatch(_now, Pack());
        }
        _next = 0;
    }

    [Benchmark(Description = "reading a line of JSON and packing it", OperationsPerInvoke = Batch)]
    public int Read()
    {
        _reader.Read(_body.AsSpan(0, _length), BodyForm.Lines, _now);
        return _reader.Accepted;
    }

    [Benchmark(Description = "unpacking", OperationsPerInvoke = Batch)]
    public int Unpack()
    {
        _unpacker.Open(_packed.Bytes);
        EventView e = default;
        var events = 0;
        while (_unpacker.Read(ref e))
            events++;
        return events;
    }

    [Benchmark(Description = "unpacking and packing again", OperationsPerInvoke = Batch)]
    public int Repack()
    {
        _packer.Reset();
        _unpacker.Open(_packed.Bytes);
        EventView e = default;
        while (_unpacker.Read(ref e))
            _packer.Add(e, ShardMap.Hash(e.Acquirer, e.Terminal));
        return _packer.Count;
    }

    [Benchmark(Description = "the fold of a packed event", OperationsPerInvoke = Batch * Bodies)]
    public long Fold()
    {
        for (; _next < Bodies; _next++)
            _shard.Apply(++_seq, _records[_next]);
        return _shard.Events;
    }

    [Benchmark(Description = "a deadline is set, falls due and is taken", OperationsPerInvoke = Batch)]
    public int Deadlines()
    {
        for (var number = 0; number < Batch; number++)
        {
            var transaction = _transactions.Add();
            _transactions[transaction] = new Transaction { Terminal = number, Due = 1 + (number * 7919L) % Batch, Previous = -1, Next = -1 };
            _deadlines.Place(transaction, listed: false);
        }
        var taken = 0;
        while (_deadlines.TryTake(Batch, out var terminal))
        {
            var transaction = _terminals[terminal].First;
            _deadlines.Remove(transaction);
            _transactions.Free(transaction);
            taken++;
        }
        return taken;
    }

    [Benchmark(Description = "a duration enters a distribution", OperationsPerInvoke = Batch)]
    public long Quantile()
    {
        for (var number = 0; number < Batch; number++)
            _quantiles.Add(number * 37 % 30_000);
        return _quantiles.Count;
    }

    private int Generate()
    {
        var from = _now;
        _now += TimeSpan.TicksPerMillisecond;
        return _traffic.Write(_body, Batch, from, _now);
    }

    private PackedBatch Pack()
    {
        _batches.Clear();
        _reader.Read(_body.AsSpan(0, _length), BodyForm.Lines, _now);
        _reader.TakeBatches(_batches);
        return _batches[0].Batch;
    }
}
