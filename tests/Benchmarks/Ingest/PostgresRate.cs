using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Testing;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>The highest rate on PostgreSQL: server, silo, gateway and load on one machine.</summary>
internal sealed class PostgresRate : IBenchmark
{
    private const int Rounds = 2;

    public string Name => "postgres";

    public string Help => "postgres [SECONDS]: batches of 2,000 on PostgreSQL, with server, silo, gateway and load on this machine";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var rounds = new List<LoadResult>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await Round(number ?? 8));
        return
        [
            new("events a second, batches of 2,000, durable, PostgreSQL on the same machine", "/s", Goal.Least(400_000), [.. rounds.Select(round => round.PerSecond)])
            {
                Note = "one silo and one gateway, each a process",
            },
            new("… from the last byte of a batch to its 202, p99, at that rate", "ms", null, [.. rounds.Select(round => round.P99)]),
        ];
    }

    private static async Task<LoadResult> Round(int seconds)
    {
        using var data = new DataDirectory();
        await using var server = await PostgresServer.Start();
        var connection = await server.CreateDatabase();
        await using var silo = await SiloOnDatabase.Start(data.Path, connection);
        await using var gateway = await ShippedMonitor.Start(data.Path, $"--ConnectionStrings:PosMonitor={connection}");
        return await LoadProcess.Run(new LoadPlan { Port = gateway.Port, Key = ShippedMonitor.Key, Seconds = seconds });
    }
}
