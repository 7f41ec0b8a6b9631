using System.Diagnostics;

namespace PosMonitor.Benchmarks.Load;

/// <summary>The load as a whole: all connections at once, and what became of it.</summary>
internal static class LoadGenerator
{
    public static async Task<LoadResult> Run(LoadPlan plan)
    {
        var lanes = Enumerable.Range(0, plan.Connections).Select(lane => new LoadLane(plan, lane)).ToList();
        try
        {
            var start = Stopwatch.GetTimestamp();
            var counted = start + (long)(plan.WarmUp * Stopwatch.Frequency);
            var end = counted + (long)(plan.Seconds * Stopwatch.Frequency);
            // Where there is a rate, the connections take turns, so that the bodies come one by one.
            var step = plan.Rate == 0 ? 0 : (double)plan.Batch / plan.Rate * Stopwatch.Frequency;
            var running = Task.WhenAll(lanes.Select((lane, number) => Task.Run(() => lane.Run(start + (long)(number * step), counted, end))));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(plan.WarmUp)));
            var before = (Generator: Environment.CpuUsage.TotalTime, Monitor: ProcessorOf(plan.Monitor));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(plan.Seconds)));
            var used = (Environment.CpuUsage.TotalTime - before.Generator, ProcessorOf(plan.Monitor) - before.Monitor);
            await running;
            return ResultOf(plan, lanes, used);
        }
        finally
        {
            lanes.ForEach(lane => lane.Dispose());
        }
    }

    private static LoadResult ResultOf(LoadPlan plan, List<LoadLane> lanes, (TimeSpan Generator, TimeSpan Monitor) used)
    {
        var answers = lanes.SelectMany(lane => lane.Answers).ToList();
        var accepted = answers.Sum(answer => (long)answer.Events);
        var all = WindowOf(answers, plan.Seconds);
        var length = plan.Seconds / plan.Windows;
        var windows = answers.ToLookup(answer => (int)(answer.At / (length * Stopwatch.Frequency)));
        return new LoadResult
        {
            Accepted = accepted,
            AcceptedInAll = lanes.Sum(lane => lane.AcceptedInAll),
            BySecond = [.. Enumerable.Range(0, lanes.Max(lane => lane.BySecond.Count)).Select(second => lanes.Sum(lane => lane.BySecond.ElementAtOrDefault(second)))],
            Refused = lanes.Sum(lane => lane.Refused),
            Sent = lanes.Sum(lane => lane.Sent),
            Seconds = plan.Seconds,
            P50 = all.P50,
            P99 = all.P99,
            Windows = [.. Enumerable.Range(0, plan.Windows).Select(window => WindowOf(windows[window], length))],
            LineBytes = accepted == 0 ? 0 : (double)lanes.Sum(lane => lane.Bytes) / accepted,
            GeneratorProcessor = used.Generator.TotalSeconds,
            MonitorProcessor = used.Monitor.TotalSeconds,
        };
    }

    private static LoadWindow WindowOf(IEnumerable<LoadAnswer> answers, double seconds)
    {
        var took = answers.Select(answer => answer.Took).Order().ToList();
        return new LoadWindow(answers.Sum(answer => (long)answer.Events) / seconds, Milliseconds(took, 0.5), Milliseconds(took, 0.99), Milliseconds(took, 1));
    }

    private static TimeSpan ProcessorOf(int monitor)
    {
        if (monitor == 0)
            return TimeSpan.Zero;
        using var process = Process.GetProcessById(monitor);
        return process.TotalProcessorTime;
    }

    private static double Milliseconds(List<long> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Count) - 1] * 1000.0 / Stopwatch.Frequency;
}
