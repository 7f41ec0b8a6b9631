namespace PosMonitor.Storage;

/// <summary>
/// Sorts rows of the journal into classes by how long a time their events span. Within a class an index orders them by when they end: what overlaps
/// a span of time then ends in it, or later by no more than the class is wide. Part of the stores' format.
/// </summary>
internal static class TimeClasses
{
    // Live traffic is in the first; what is replayed in large bodies, or reported late, in the others.
    private static readonly long[] Widths =
    [
        TimeSpan.TicksPerMinute, 8 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour, 8 * TimeSpan.TicksPerHour, 3 * TimeSpan.TicksPerDay,
        30 * TimeSpan.TicksPerDay,
    ];

    /// <summary>How many classes there are.</summary>
    public static int Count => Widths.Length + 1;

    /// <summary>The class of each row as SQL, from its columns <c>time_from</c> and <c>time_to</c>.</summary>
    public static string Sql { get; } =
        $"(CASE {string.Join(' ', Widths.Select((width, number) => FormattableString.Invariant($"WHEN time_to - time_from < {width} THEN {number}")))} ELSE {Widths.Length} END)";

    /// <summary>The class of a row whose events are from one time to another, UTC ticks.</summary>
    public static int Of(long from, long to)
    {
        var number = 0;
        while (number < Widths.Length && to - from >= Widths[number])
            number++;
        return number;
    }

    /// <summary>When the last row of a class ends that has an event at <paramref name="to"/> or before; UTC ticks.</summary>
    public static long End(int number, long to) => number < Widths.Length && to < long.MaxValue - Widths[number] ? to + Widths[number] : long.MaxValue;
}
