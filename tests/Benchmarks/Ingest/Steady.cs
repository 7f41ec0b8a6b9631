using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>Minutes on end at four fifths of the highest rate: nothing may grow but the journal, and that no faster than events come in. Each row has a figure a minute.</summary>
internal sealed class Steady : IBenchmark
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public string Name => "steady";

    public string Help => "steady [MINUTES]: 80 % of the highest rate, minute by minute; ten minutes where nothing is said";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var minutes = number ?? 10;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Monitor = monitor.Id };
        var highest = await LoadProcess.Run(plan);
        await using var load = LoadProcess.Start(plan with
        {
            Run = 1,
            Rate = (int)(0.8 * highest.PerSecond),
            Seconds = minutes * Minute.TotalSeconds,
            Windows = minutes,
        });
        await Task.Delay(TimeSpan.FromSeconds(plan.WarmUp));
        List<double> resident = [], grown = [];
        for (var (minute, before) = (0, DiskUse.Of(data.Path)); minute < minutes; minute++)
        {
            await Task.Delay(Minute);
            resident.Add(monitor.Resident / 1e6);
            var size = DiskUse.Of(data.Path);
            grown.Add(size - before);
            before = size;
        }
        var steady = await load.Result();
        return
        [
            Row("events a second at 80 % of the highest rate, minute by minute", "/s", steady.Windows.Select(window => window.PerSecond)) with
            {
                Note = $"{Figures.Of(highest.PerSecond)} a second were the highest; {steady.Refused} bodies refused",
            },
            Row("… from the last byte of a batch to its 202, p50", "ms", steady.Windows.Select(window => window.P50)),
            Row("… p99", "ms", steady.Windows.Select(window => window.P99)),
            Row("… the longest", "ms", steady.Windows.Select(window => window.Longest)),
            Row("… resident memory", "MB", resident),
            Row("… bytes that an event adds to the data directory", "bytes", grown.Zip(steady.Windows, (bytes, window) => bytes / (window.PerSecond * Minute.TotalSeconds))),
        ];
    }

    // The minutes stand in the note, as memory that grows has the same spread as memory that goes up and down.
    private static MeasuredRow Row(string what, string unit, IEnumerable<double> minutes)
    {
        double[] values = [.. minutes];
        return new(what, unit, null, values) { Note = string.Join(" ", values.Select(Figures.Of)) };
    }
}
