using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>What became of a body of terminals.</summary>
/// <param name="Accepted">Rows that are good.</param>
/// <param name="Rejected">Rows that are not.</param>
/// <param name="Created">Terminals that were not registered before.</param>
/// <param name="Updated">Terminals whose entry is another one now.</param>
/// <param name="Unchanged">Good rows that changed nothing.</param>
/// <param name="Rows">Each row.</param>
public sealed record UploadAnswer(int Accepted, int Rejected, int Created, int Updated, int Unchanged, IReadOnlyList<UploadRow> Rows)
{
    public static UploadAnswer Of(IReadOnlyList<UploadRow> rows)
    {
        int Count(TerminalRowOutcome outcome) => rows.Count(row => row.Result == outcome);
        var rejected = Count(TerminalRowOutcome.Rejected);
        return new UploadAnswer(
            rows.Count - rejected, rejected, Count(TerminalRowOutcome.Created), Count(TerminalRowOutcome.Updated), Count(TerminalRowOutcome.Unchanged), rows);
    }
}

/// <summary>What became of a row.</summary>
/// <param name="Line">Where it starts; lines count from 1, the header too.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Message">Why, where that needs to be told.</param>
public sealed record UploadRow(int Line, TerminalRowOutcome Result, string? Message);
