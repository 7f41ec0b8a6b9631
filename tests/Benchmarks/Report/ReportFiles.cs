using System.Text.Json;

namespace PosMonitor.Benchmarks.Report;

/// <summary>Writes what was measured where people read it: a page and the same as JSON.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="directory">The folder of the documentation.</param>
    /// <param name="machine">Where it was measured.</param>
    /// <param name="rows">The figures.</param>
    public static void Write(string directory, Machine machine, IReadOnlyList<MeasuredRow> rows)
    {
        File.WriteAllText(Path.Combine(directory, "performance.json"), JsonSerializer.Serialize(new { measuredAt = DateTime.UtcNow, machine, rows }, Json) + "\n");
        File.WriteAllText(Path.Combine(directory, "performance.md"), $"""
            # Performance

            Measured on {DateTime.UtcNow:yyyy-MM-dd} by `dotnet run --project tests/Benchmarks -c Release`, which wrote this page and [performance.json](performance.json).
            {machine}.

            Everything runs on this one machine: the shipped monitor with its default durability, the load generator as a second process over loopback, and PostgreSQL
            where it is named. A figure is the median of its rounds, with the least and the most beside it. How the limits were found and moved stands in
            [decisions/performance-core.md](decisions/performance-core.md), and what memory is spent on in [decisions/memory.md](decisions/memory.md).

            {Table.Of(rows)}
            """);
    }
}
