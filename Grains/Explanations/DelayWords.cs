using System.Globalization;

namespace PosMonitor.Explanations;

/// <summary>Spans of time as one says them: <c>1.2 seconds</c>, <c>1 minute 15 seconds</c>, <c>20 minutes</c>, <c>3 days 4 hours</c>; never finer than matters.</summary>
public static class DelayWords
{
    private static readonly Phrase Second = new("second", "秒"), Minute = new("minute", "分钟"), Hour = new("hour", "小时"), Day = new("day", "天");

    public static Phrase Of(TimeSpan span)
    {
        var exact = Math.Max(0, span.TotalSeconds);
        if (exact < 0.05)
            return new Phrase("less than 0.1 seconds", "不到 0.1 秒");
        if (exact < 9.95)
            return Tenths(exact);
        var seconds = (long)Math.Round(exact);
        if (seconds < 600)
            return Two(seconds, 60, Minute, Second);
        var minutes = (long)Math.Round(exact / 60);
        return minutes < 24 * 60 ? Two(minutes, 60, Hour, Minute) : Two((long)Math.Round(exact / 3600), 24, Day, Hour);
    }

    private static Phrase Tenths(double seconds)
    {
        var number = seconds.ToString("0.#", CultureInfo.InvariantCulture);
        return new Phrase($"{number} {(number == "1" ? "second" : "seconds")}", $"{number} {Second.Zh}");
    }

    // A part that is zero is not said.
    private static Phrase Two(long count, long of, Phrase large, Phrase small)
    {
        var (whole, rest) = (One(count / of, large), One(count % of, small));
        return count < of ? rest : count % of == 0 ? whole : new Phrase($"{whole.En} {rest.En}", $"{whole.Zh} {rest.Zh}");
    }

    private static Phrase One(long count, Phrase unit) => new($"{count} {unit.En}{(count == 1 ? "" : "s")}", $"{count} {unit.Zh}");
}
