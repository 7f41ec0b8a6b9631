using System.Text;

namespace PosMonitor.Benchmarks.Report;

/// <summary>The rows as a table of Markdown, which is as well read on a terminal.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["figure", "goal", "measured", "spread", "", "note"];

    public static string Of(IEnumerable<MeasuredRow> rows)
    {
        var lines = rows.Select(Cells).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => lines.Max(line => line[column].Length)).ToList();
        lines.Insert(1, [.. widths.Select(width => new string('-', Math.Max(3, width)))]);
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append("| ").AppendJoin(" | ", line.Select((cell, column) => cell.PadRight(Math.Max(3, widths[column])))).AppendLine(" |");
        return text.ToString();
    }

    private static string[] Cells(MeasuredRow row) =>
    [
        row.What,
        row.Goal is null ? "" : $"{row.Goal} {row.Unit}",
        $"{Figures.Of(row.Median)} {row.Unit}",
        row.Values.Count == 1 ? "once" : $"{Figures.Of(row.Least)} … {Figures.Of(row.Most)}",
        row.IsReached switch { true => "reached", false => "not reached", null => "" },
        row.Note,
    ];
}
