using System.Text.Json;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Growth;

/// <summary>Writes what growth costs where people read it: a page with its plots, and the same as JSON.</summary>
internal static class GrowthFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Name, string What, Func<GrowthPoint, double> Of)[] Plots =
    [
        ("rate", "thousand events a second", point => point.Rate / 1e3),
        ("memory", "resident memory, GB", point => point.Resident / 1e9),
        ("recovery", "kill -9 to ready, seconds", point => point.Recovery),
    ];

    /// <param name="directory">The folder of the documentation.</param>
    /// <param name="machine">Where it was measured.</param>
    /// <param name="series">By terminals, by history, by the last hour.</param>
    public static void Write(string directory, Machine machine, IReadOnlyList<GrowthSeries> series)
    {
        File.WriteAllText(Path.Combine(directory, "growth.json"), JsonSerializer.Serialize(new { measuredAt = DateTime.UtcNow, machine, series }, Json) + "\n");
        foreach (var of in series)
        {
            foreach (var (name, what, value) in Plots)
                GrowthPlot.Save(Path.Combine(directory, "images", $"growth-{of.Name}-{name}.svg"), of, what, value);
        }
        var (fleet, history, held) = (series[0].Points, series[1].Points, series[2].Points);
        File.WriteAllText(Path.Combine(directory, "growth.md"), $"""
            # What growth costs

            Measured on {DateTime.UtcNow:yyyy-MM-dd} by `dotnet run --project tests/Benchmarks -c Release -- growth`, which wrote this page, its pictures and [growth.json](growth.json).
            {machine}.

            Each point is a monitor of its own on an empty data directory, once: the shipped one with its embedded store, its load from a second process of the same machine. It takes in what the point says,
            then its memory is read (as the process has it, with what the garbage collector has not given back), then comes as much load as it takes for ten seconds after eight to warm up, then `kill -9` and a start.

            {string.Join("\n", series.Select(Section))}
            {Reckoned(new Country(fleet[^1], fleet[^2], held[^1], held[^2], history[^1], history[^2]))}
            """);
    }

    private static string Section(GrowthSeries series) => $"""
        ## By {series.Axis}: {series.Conditions}

        {string.Join(" ", Plots.Select(plot => $"![{plot.What}](images/growth-{series.Name}-{plot.Name}.svg)"))}

        | terminals | events | events a second | p99 of the 202 | pauses, p99.9 | resident memory | data directory | `kill -9` to ready |
        |---|---|---|---|---|---|---|---|
        {string.Join("\n", series.Points.Select(Row))}

        """;

    private static string Row(GrowthPoint point) =>
        $"| {Figures.Of(point.Terminals)} | {Figures.Of(point.Events)} | {Figures.Of(point.Rate)} | {Figures.Of(point.P99)} ms "
        + $"| {Figures.Of(point.Pause)} ms | {Figures.Of(point.Resident / 1e6)} MB | {Figures.Of(point.OnDisk / 1e6)} MB | {Figures.Of(point.Recovery)} s |";

    private static string Reckoned(Country country) => $"""
        ## A cluster for a whole country, reckoned

        Nothing below was measured on a cluster of this size. It is what the figures above come to for China: {Country.Terminals / 1e6:0.0} million terminals, {Figures.Of(Country.Transactions)} transactions a second
        on the busiest night, with request, response and notification {Figures.Of(Country.Events)} events a second.

        | | from what was measured | reckoned |
        |---|---|---|
        | machines of two cores for the peak, half of their time kept free | {Figures.Of(country.Largest.Rate)} events a second with {Figures.Of(country.Largest.Terminals)} terminals, the load made on the same two cores | {Figures.Of(country.ForRate)} |
        | memory of all terminals, one held transaction each | {Figures.Of(country.OfTerminal)} bytes a terminal, between {Figures.Of(country.Fewer.Terminals)} and {Figures.Of(country.Largest.Terminals)} | {Figures.Of(country.ForTerminals / 1e9)} GB |
        | memory of what is held of an hour that is peak throughout | {Figures.Of(country.OfTransaction)} bytes a transaction, between {Figures.Of(country.Shorter.Events)} and {Figures.Of(country.Held.Events)} events | {Figures.Of(country.ForPeakHour / 1e9)} GB |
        | … where finished ones are held for a minute: they are in the windows of the totals for the hour | {Figures.Of(country.OfClosed)} bytes a transaction, between {Figures.Of(country.Young.Events)} and {Figures.Of(country.Old.Events)} events | {Figures.Of(country.ForClosedHour / 1e9)} GB |
        | data directory of such an hour, snapshots of the size above included | {Figures.Of(country.Held.OnDisk / (double)country.Held.Events)} bytes an event | {Figures.Of(country.JournalOfPeakHour / 1e9)} GB |
        | memory of each of those machines, in the first hour | terminals and what is held, over the machines | {Figures.Of((country.ForTerminals + country.ForPeakHour) / country.ForRate / 1e9)} GB |

        What this leaves out: the gateways and PostgreSQL, which have machines of their own in a cluster and were not measured there; that a shard has one owner and {Figures.Of(country.ForRate)} machines need as many shards
        or more (`PosMonitor:Shards`); that two silos are not twice one; and what stays of a transaction after the hour, by which one that is sent again is recognised for as long as the journal is kept.

        """;
}
