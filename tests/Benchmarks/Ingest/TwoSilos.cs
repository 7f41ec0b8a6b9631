using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Testing;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>
/// What a second silo on a core of its own adds to one on one core. PostgreSQL, the gateway and the load have the same machine: where it has no cores beside those
/// two, they take from the second silo what the first one alone would have left them.
/// </summary>
internal sealed class TwoSilos : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "silos";

    public string Help => "silos [SECONDS]: two silos on a core each over one on one core, on PostgreSQL";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        List<double> one = [], two = [];
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await Rate(silos: 1, number ?? 8));
            two.Add(await Rate(silos: 2, number ?? 8));
        }
        return
        [
            new("two silos on a core each, over one silo on one core", "x", Goal.Least(1.8), [.. two.Zip(one, (both, alone) => both / alone)])
            {
                Note = $"PostgreSQL, a gateway and the load on the same {Environment.ProcessorCount} cores",
            },
            new("… one: events a second", "/s", null, one),
            new("… two: events a second", "/s", null, two),
        ];
    }

    private static async Task<double> Rate(int silos, int seconds)
    {
        using var data = new DataDirectory();
        await using var server = await PostgresServer.Start();
        var connection = await server.CreateDatabase();
        await using var first = await SiloOnDatabase.Start(data.Path, connection, core: 0);
        await using var second = silos == 1 ? null : await SiloOnDatabase.Start(data.Path, connection, core: 1);
        await using var gateway = await ShippedMonitor.Start(data.Path, $"--ConnectionStrings:PosMonitor={connection}");
        return (await LoadProcess.Run(new LoadPlan { Port = gateway.Port, Key = ShippedMonitor.Key, Seconds = seconds })).PerSecond;
    }
}
