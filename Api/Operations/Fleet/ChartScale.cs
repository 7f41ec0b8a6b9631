using System.Globalization;
using System.Text;

namespace PosMonitor.Operations.Fleet;

/// <summary>From minutes and values to places in the drawing of a chart.</summary>
/// <param name="Count">How many minutes there are.</param>
/// <param name="Top">The value at the upper edge.</param>
internal sealed record ChartScale(int Count, double Top)
{
    public const int Width = 640, Height = 190;
    private const int Left = 80, Right = 8, Above = 16, Below = 26;

    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>The scale for lines, with a round number at the upper edge.</summary>
    /// <param name="lines">What is drawn.</param>
    /// <param name="least">The upper edge is not below that.</param>
    public static ChartScale Of(IReadOnlyList<ChartLine> lines, double least)
    {
        var most = Math.Max(least, lines.SelectMany(line => line.Values).Max() ?? 0);
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new ChartScale(lines.Count == 0 ? 0 : lines[0].Values.Count, Steps.First(step => step * power >= most) * power);
    }

    public double X(double minute) => Left + minute / Math.Max(1, Count - 1) * (Width - Left - Right);

    public double Y(double value) => Above + (1 - value / Top) * (Height - Above - Below);

    /// <summary>The path of a line; it breaks where there is no value.</summary>
    public string Path(ChartLine line)
    {
        var path = new StringBuilder();
        var isDrawn = false;
        for (var minute = 0; minute < line.Values.Count; minute++)
        {
            if (line.Values[minute] is { } value)
                path.Append(CultureInfo.InvariantCulture, $"{(isDrawn ? 'L' : 'M')}{X(minute):0.#} {Y(value):0.#}");
            isDrawn = line.Values[minute] is not null;
        }
        return path.ToString();
    }

    /// <summary>A number as SVG writes it.</summary>
    public static string Text(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
