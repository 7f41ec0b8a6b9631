using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PosMonitor.Benchmarks.Report;
using PosMonitor.Journal;
using PosMonitor.Postgres;
using PosMonitor.Settings;
using PosMonitor.Sqlite;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>How many events a second the journals make durable: packed batches on all shards, each shard with a few on their way.</summary>
internal sealed class JournalSpeed : IBenchmark
{
    private const int BatchEvents = 2000, EventBytes = 24, OnTheirWay = 2;
    private static readonly int Shards = new MonitorOptions().Shards;

    public string Name => "journal";

    public string Help => "journal [BATCHES]: both journals alone, batches of 2,000 on all shards";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var batches = number ?? 200;
        var health = new StoreHealth(TimeProvider.System, NullLogger<StoreHealth>.Instance);
        var directory = Directory.CreateTempSubdirectory("posmonitor-journal-").FullName;
        var options = new MonitorOptions { DataDirectory = directory, Shards = Shards };
        List<MeasuredRow> rows = [];
        using (var sqlite = SqliteStore.Open(options, TimeProvider.System, health, NullLogger<SqliteStore>.Instance))
            rows.Add(await Measure("SQLite", sqlite.Journal, batches));
        Directory.Delete(directory, recursive: true);

        await using var server = await PostgresServer.Start();
        var schema = new PostgresSchema(await server.CreateDatabase(), NullLogger<PostgresStore>.Instance);
        await using var postgres = new PostgresStore(schema, schema.Prepare(Shards, CancellationToken.None), health, TimeProvider.System, NullLogger<PostgresStore>.Instance);
        rows.Add(await Measure("PostgreSQL", postgres.Journal, batches));
        return rows;
    }

    private static async Task<MeasuredRow> Measure(string name, IJournal journal, int batches)
    {
        var epochs = await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => journal.TakeOver(shard, CancellationToken.None)));
        // The first round makes tables, partitions and compiled code.
        await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => journal.Append(Batch(shard, epochs[shard], 1))));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => Append(journal, shard, epochs[shard], batches)));
        return new MeasuredRow($"the journal alone, {name}: events a second", "/s", null, Shards * batches * (double)BatchEvents / watch.Elapsed.TotalSeconds);
    }

    private static async Task Append(IJournal journal, int shard, long epoch, int batches)
    {
        var waiting = new Queue<Task>();
        for (var number = 0; number < batches; number++)
        {
            waiting.Enqueue(journal.Append(Batch(shard, epoch, number + 2)));
            if (waiting.Count == OnTheirWay)
                await waiting.Dequeue();
        }
        await Task.WhenAll(waiting);
    }

    private static JournalEntry Batch(int shard, long epoch, long seq)
    {
        var random = new Random(shard);
        var record = new byte[BatchEvents * EventBytes];
        random.NextBytes(record);
        var terminals = Enumerable.Range(0, 300).Select(_ => (uint)random.Next()).Distinct().Order().ToArray();
        return new JournalEntry(shard, epoch, seq, record, seq, seq + TimeSpan.TicksPerSecond, terminals);
    }
}
