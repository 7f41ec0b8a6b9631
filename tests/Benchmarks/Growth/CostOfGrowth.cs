using System.Diagnostics;
using System.Globalization;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Growth;

/// <summary>Rate, memory and the time to come back, as the fleet grows and as the history does.</summary>
internal sealed class CostOfGrowth : IBenchmark
{
    public const string ByTerminals = "terminals", ByHistory = "history", ByHeld = "held";
    private const int UsualFleet = LoadPlan.FleetSize;

    private static readonly TimeSpan FillWithin = TimeSpan.FromMinutes(60), StartWithin = TimeSpan.FromMinutes(20);

    public string Name => "growth";

    public string Help => "growth [MOST]: rate, memory and recovery at fleets and histories up to this size, 10 and 100 million where nothing is said; then docs/growth.md is written";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var machine = Machine.Now();
        List<GrowthSeries> series =
        [
            await Series(ByTerminals, "terminals", "one transaction of each terminal", Sizes(10_000, number ?? 10_000_000), terminals => Point((int)terminals, 3 * terminals)),
            await Series(
                ByHistory, "events of history", $"{UsualFleet:N0} terminals, finished transactions held for a minute", Sizes(1_000_000, number ?? 100_000_000),
                events => Point(UsualFleet, events, "--PosMonitor:Detection:HoldFinished=00:01:00")),
            await Series(
                ByHeld, "events of the last hour", $"{UsualFleet:N0} terminals, finished transactions held for the hour that is the default", Sizes(1_000_000, Math.Min(number ?? 10_000_000, 10_000_000)),
                events => Point(UsualFleet, events)),
        ];
        if (number is null)
            GrowthFiles.Write("docs", machine, series);
        return [.. series.SelectMany(Rows)];
    }

    private static IEnumerable<long> Sizes(long least, long most)
    {
        for (var size = least; size <= most; size *= 10)
            yield return size;
    }

    private static async Task<GrowthSeries> Series(string name, string axis, string conditions, IEnumerable<long> sizes, Func<long, Task<GrowthPoint>> measure)
    {
        List<GrowthPoint> points = [];
        foreach (var size in sizes)
        {
            points.Add(await measure(size));
            Console.WriteLine($"{name} {size:N0}: {points[^1]}");
        }
        return new GrowthSeries(name, axis, conditions, points);
    }

    private static async Task<GrowthPoint> Point(int terminals, long events, params string[] settings)
    {
        using var data = new DataDirectory();
        long empty, resident, onDisk, known, taken;
        double pause;
        LoadResult load;
        await using (var monitor = await ShippedMonitor.Start(data.Path, settings))
        {
            empty = monitor.Resident;
            var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Terminals = terminals, Monitor = monitor.Id };
            await LoadProcess.Run(plan with { Events = events, WarmUp = 0, Seconds = FillWithin.TotalSeconds });
            (resident, onDisk) = (monitor.Resident, DiskUse.Of(data.Path));
            (known, taken) = await monitor.Extent();
            using var recorder = PauseRecorder.Start(monitor.Id);
            load = await LoadProcess.Run(plan with { Run = 1 });
            pause = Milliseconds.At(0.999, await recorder.Stop());
            await monitor.Kill();
        }
        var watch = Stopwatch.StartNew();
        await using var again = await ShippedMonitor.Start(data.Path, StartWithin, settings);
        return new GrowthPoint(known, taken, load.PerSecond, load.P99, resident, empty, onDisk, pause, watch.Elapsed.TotalSeconds);
    }

    private static IEnumerable<MeasuredRow> Rows(GrowthSeries series) => series.Points.SelectMany(point => (MeasuredRow[])
    [
        new(string.Create(CultureInfo.InvariantCulture, $"{series.At(point):N0} {series.Axis}: events a second"), "/s", null, point.Rate) { Note = series.Conditions },
        new("… from the last byte of a batch to its 202, p99", "ms", null, point.P99),
        new("… resident memory", "MB", null, point.Resident / 1e6),
        new("… data directory", "MB", null, point.OnDisk / 1e6),
        new("… garbage collection pauses, p99.9", "ms", null, point.Pause),
        new("… kill -9 to ready", "s", null, point.Recovery),
    ]);
}
