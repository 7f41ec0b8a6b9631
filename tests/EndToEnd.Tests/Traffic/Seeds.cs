using System.Globalization;

namespace PosMonitor.EndToEnd.Traffic;

/// <summary>Numbers that the environment may set: <c>POSMONITOR_SEED</c> for other traffic, <c>POSMONITOR_KILLS</c> for a long soak.</summary>
internal static class Seeds
{
    public static int Or(int seed) => Number("POSMONITOR_SEED", seed);

    public static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
