using System.Globalization;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>How long it takes from a deadline, after its grace, to the alert at a listener: of sales of which nobody was told.</summary>
internal static class DeadlineProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan NotifySla = TimeSpan.FromSeconds(30), Grace = TimeSpan.FromMilliseconds(500), Ahead = TimeSpan.FromSeconds(3);

    /// <summary>Sets deadlines, each three seconds ahead, until told to stop.</summary>
    /// <returns>Milliseconds, one for each; those never heard of are <see cref="double.PositiveInfinity"/>.</returns>
    public static async Task<IReadOnlyList<double>> Run(ShippedMonitor monitor, AlertEar ear, CancellationToken stop)
    {
        var lines = new ProbeLines(monitor);
        var set = new List<(string Terminal, long Due)>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var terminal = string.Create(CultureInfo.InvariantCulture, $"D{number}");
            // Deadlines at moments that have nothing to do with one another.
            var due = DateTime.UtcNow + Ahead + TimeSpan.FromTicks(Random.Shared.NextInt64(TimeSpan.TicksPerSecond));
            var responded = (due - NotifySla).Ticks;
            await lines.Transaction(terminal, terminal, responded - TimeSpan.TicksPerSecond, responded, "00").Send();
            set.Add((terminal, (due + Grace).Ticks));
            await Task.Delay(Pause, CancellationToken.None);
        }
        await Task.Delay(Ahead + TimeSpan.FromSeconds(3), CancellationToken.None);
        return [.. set.Select(probe => (ear.HeardOf("notification.overdue", probe.Terminal) is { } heard ? heard - probe.Due : double.PositiveInfinity) / TimeSpan.TicksPerMillisecond)];
    }
}
