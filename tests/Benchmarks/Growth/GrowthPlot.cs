using System.Globalization;
using PosMonitor.Benchmarks.Report;
using ScottPlot;

namespace PosMonitor.Benchmarks.Growth;

/// <summary>One figure of a series as a picture: the sizes in equal steps of ten, the figure from zero on.</summary>
internal static class GrowthPlot
{
    private const int Width = 480, Height = 320;

    public static void Save(string path, GrowthSeries series, string figure, Func<GrowthPoint, double> of)
    {
        using var plot = new Plot();
        double[] sizes = [.. series.Points.Select(point => Math.Log10(series.At(point)))];
        double[] values = [.. series.Points.Select(of)];
        var line = plot.Add.Scatter(sizes, values);
        (line.MarkerSize, line.LineWidth) = (8, 2);
        foreach (var (size, value) in sizes.Zip(values))
        {
            var label = plot.Add.Text(Figures.Of(value), size, value);
            (label.LabelAlignment, label.OffsetY) = (Alignment.LowerCenter, -6);
        }
        double[] ticks = [.. Enumerable.Range((int)Math.Floor(sizes[0] + 0.1), series.Points.Count).Select(power => (double)power)];
        plot.Axes.Bottom.SetTicks(ticks, [.. ticks.Select(NameOf)]);
        plot.Axes.SetLimits(sizes[0] - 0.3, sizes[^1] + 0.3, 0, 1.2 * values.Max());
        plot.Title(figure);
        plot.XLabel(series.Axis);
        plot.SaveSvg(path, Width, Height);
    }

    private static string NameOf(double power) => power >= 6
        ? Math.Pow(10, power - 6).ToString("0", CultureInfo.InvariantCulture) + " M"
        : Math.Pow(10, power - 3).ToString("0", CultureInfo.InvariantCulture) + " k";
}
