using System.Globalization;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>How long it takes from sending the event that makes a terminal fail to the alert at a listener.</summary>
internal static class FailingProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes terminals fail until told to stop.</summary>
    /// <returns>Milliseconds, one for each terminal; those never heard of are <see cref="double.PositiveInfinity"/>.</returns>
    public static async Task<IReadOnlyList<double>> Run(ShippedMonitor monitor, AlertEar ear, CancellationToken stop)
    {
        var lines = new ProbeLines(monitor);
        var sent = new List<(string Terminal, long At)>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var terminal = string.Create(CultureInfo.InvariantCulture, $"F{number}");
            var now = DateTime.UtcNow.Ticks;
            for (var txn = 0; txn < 2; txn++)
                lines.Transaction(terminal, string.Create(CultureInfo.InvariantCulture, $"{terminal}-{txn}"), now - 2 * TimeSpan.TicksPerSecond, now - TimeSpan.TicksPerSecond, "91");
            await lines.Send();
            // The third failure in a row is the one that counts.
            sent.Add((terminal, now = DateTime.UtcNow.Ticks));
            await lines.Transaction(terminal, terminal + "-2", now - TimeSpan.TicksPerSecond, now, "91").Send();
            await Task.Delay(Pause, CancellationToken.None);
        }
        await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        return [.. sent.Select(probe => (ear.HeardOf("terminal.failing", probe.Terminal) is { } heard ? heard - probe.At : double.PositiveInfinity) / TimeSpan.TicksPerMillisecond)];
    }
}
