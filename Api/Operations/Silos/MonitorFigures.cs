using System.Globalization;

namespace PosMonitor.Operations.Silos;

/// <summary>The monitor's own figures out of <c>/metrics</c> (Prometheus, text format).</summary>
/// <param name="text">The answer.</param>
internal sealed class MonitorFigures(string text)
{
    private readonly Dictionary<string, double> _values = Read(text);

    public long Shards => Whole("posmonitor_shards");

    public long Recovered => Whole("posmonitor_shards_recovered");

    public bool StoreFails => Whole("posmonitor_store_failing") != 0;

    public long Terminals => Whole("posmonitor_terminals");

    public long Events => Whole("posmonitor_events_total");

    public long AfterClose => Whole("posmonitor_events_after_close_total");

    public double LagMs => _values.GetValueOrDefault("posmonitor_lag_seconds") * 1000;

    private long Whole(string name) => (long)_values.GetValueOrDefault(name);

    // Of those without labels: a name, a space, a number.
    private static Dictionary<string, double> Read(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Where(line => line.StartsWith("posmonitor_", StringComparison.Ordinal)))
        {
            var words = line.Split(' ', StringSplitOptions.TrimEntries);
            if (words.Length >= 2 && double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                values[words[0]] = value;
        }
        return values;
    }
}
