using System.Text.Json;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>One benchmark in a process of its own: this program with <c>rows NAME</c>, which prints its rows as the last line.</summary>
internal sealed class RowProcess : DotnetProcess
{
    private RowProcess(string name)
        : base("BenchmarksDll", AppContext.BaseDirectory, ["rows", name])
    {
    }

    /// <summary>Runs it to its end, or stops it.</summary>
    /// <returns>Its rows; or none, and why not.</returns>
    public static async Task<(IReadOnlyList<MeasuredRow> Rows, string? Failure)> Run(string name, TimeSpan within)
    {
        await using var process = new RowProcess(name);
        try
        {
            var exit = await process.Ended().WaitAsync(within);
            var lines = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return exit == 0
                ? (JsonSerializer.Deserialize<List<MeasuredRow>>(lines[^1])!, null)
                : ([], lines.FirstOrDefault(line => line.Contains("exception", StringComparison.OrdinalIgnoreCase)) ?? $"it ended with {exit}");
        }
        catch (TimeoutException)
        {
            return ([], $"it took longer than {within}");
        }
    }
}
