namespace PosMonitor.Reference;

/// <summary>
/// What a response code means (contract §3): its class and whose it is to mend. The table is a copy of the contract's own file, kept apart from
/// the product's.
/// </summary>
public static class ResponseCodes
{
    private static readonly Dictionary<string, (string Class, string? Cause)> Table = Read();

    /// <summary><c>approved</c>, <c>declined</c> or <c>failed</c>; a code that is not listed is <c>failed</c>.</summary>
    public static string ClassOf(string code) => Table.TryGetValue(code, out var row) ? row.Class : Outcome.Failed;

    /// <summary>Null for an approval; a code that is not listed is <c>network</c>.</summary>
    public static string? CauseOf(string code) => Table.TryGetValue(code, out var row) ? row.Cause : "network";

    private static Dictionary<string, (string, string?)> Read()
    {
        var table = new Dictionary<string, (string, string?)>();
        using var stream = typeof(ResponseCodes).Assembly.GetManifestResourceStream("response-codes.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split(',');
            table.Add(columns[0], (columns[1], columns[2].Length == 0 ? null : columns[2]));
        }
        return table;
    }
}
