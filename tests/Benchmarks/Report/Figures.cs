using System.Globalization;

namespace PosMonitor.Benchmarks.Report;

/// <summary>Numbers as people read them: three digits that count, thousands apart.</summary>
internal static class Figures
{
    public static string Of(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
