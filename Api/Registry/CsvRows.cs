using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using PosMonitor.Errors;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>Terminals as CSV (RFC 4180) with a header row. No value holds a line break, so that a quote left open costs only its own row.</summary>
internal static class CsvRows
{
    private static readonly string[] Columns = ["acquirer", "terminal", "merchant", "serial", "model", "lat", "lon"];

    /// <summary>Reads all rows; empty lines are passed over.</summary>
    /// <exception cref="BadParameterException">There is no header row, or it is not one of terminals.</exception>
    public static IEnumerable<ReadRow> Read(ReadOnlyMemory<byte> body)
    {
        var isMalformed = false;
        using var reader = CsvReader.Create(body, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = ',',
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = _ => isMalformed = true,
        });
        if (!reader.Read())
            throw Bad();
        var columns = ReadHeader(reader);
        isMalformed = false;
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (isMalformed)
                yield return new ReadRow(line, null, "The quoting is wrong.");
            else if (!Utf8.IsValid(reader.RawRecord))
                yield return new ReadRow(line, null, "The row is not UTF-8.");
            else if (reader.FieldCount != columns.Length)
                yield return new ReadRow(line, null, "The row has another number of fields than the header.");
            else
                yield return new ReadRow(line, RowOf(reader, columns), null);
            isMalformed = false;
        }
    }

    private static int[] ReadHeader(CsvReader reader)
    {
        // A row of a hundred thousand columns is no header.
        if (reader.FieldCount > Columns.Length)
            throw Bad();
        var columns = new int[reader.FieldCount];
        for (var at = 0; at < columns.Length; at++)
        {
            columns[at] = Array.IndexOf(Columns, reader.GetString(at).Trim().ToLowerInvariant());
            if (columns[at] < 0 || columns.AsSpan(0, at).Contains(columns[at]))
                throw Bad();
        }
        return columns.Contains(0) && columns.Contains(1) ? columns : throw Bad();
    }

    private static TerminalRow RowOf(CsvReader reader, int[] columns)
    {
        var values = new string?[Columns.Length];
        for (var at = 0; at < columns.Length; at++)
            values[columns[at]] = reader.GetString(at) is { Length: > 0 } text ? text : null;
        return new TerminalRow(values[0] ?? "", values[1] ?? "", values[2], values[3], values[4], Degrees(values[5]), Degrees(values[6]));
    }

    // What is no number is out of range as well, which is told with what is allowed.
    private static double? Degrees(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN;

    private static BadParameterException Bad() => new(
        "The first row is not a header of terminals; allowed are the columns acquirer, terminal, merchant, serial, model, lat and lon in any order, each once, "
        + "of which acquirer and terminal are needed. The separator is a comma.");
}
