using System.Globalization;

namespace PosMonitor.Alerts;

/// <summary>How times, spans and amounts stand in titles and evidence.</summary>
public static class Words
{
    private static readonly HashSet<string> WithoutMinorUnit = ["JPY", "KRW", "VND", "CLP", "PYG", "UGX", "ISK", "XAF", "XOF", "XPF"];

    /// <summary>RFC 3339 in UTC, to the millisecond or, where it is finer, to 100 ns.</summary>
    /// <param name="ticks">UTC ticks.</param>
    public static string Time(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString(
            ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds of a span of ticks.</summary>
    public static double Milliseconds(long ticks) => ticks / (double)TimeSpan.TicksPerMillisecond;

    /// <summary>A span for people: <c>30 s</c>, <c>15 min</c>, <c>2 h</c>.</summary>
    public static string Span(TimeSpan span) => Parts(span) is var (number, unit) ? $"{number} {unit switch { 's' => "s", 'm' => "min", _ => "h" }}" : "";

    /// <summary>The same in Chinese: <c>30 秒</c>.</summary>
    public static string SpanZh(TimeSpan span) => Parts(span) is var (number, unit) ? $"{number} {unit switch { 's' => "秒", 'm' => "分钟", _ => "小时" }}" : "";

    /// <summary>An amount of minor units with its currency: <c>12.34 CNY</c> (ISO 4217).</summary>
    public static string Money(long amount, string currency) => WithoutMinorUnit.Contains(currency)
        ? string.Create(CultureInfo.InvariantCulture, $"{amount} {currency}")
        : string.Create(CultureInfo.InvariantCulture, $"{amount / 100}.{amount % 100:D2} {currency}");

    private static (string Number, char Unit) Parts(TimeSpan span)
    {
        var (value, unit) = span.TotalHours >= 2 ? (span.TotalHours, 'h') : span.TotalMinutes >= 2 ? (span.TotalMinutes, 'm') : (span.TotalSeconds, 's');
        return (value.ToString("0.#", CultureInfo.InvariantCulture), unit);
    }
}
