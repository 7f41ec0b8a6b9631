using System.Globalization;
using System.Text.Json;
using PosMonitor.Errors;
using PosMonitor.Json;
using PosMonitor.Terminals;

namespace PosMonitor.Queries;

/// <summary>Reads the query parameters of a request. One that is empty counts as not given, but for <c>limit</c>.</summary>
/// <exception cref="BadParameterException">From each member where the value is wrong.</exception>
public readonly struct QueryValues(HttpRequest request)
{
    public const int MostItems = 1000;
    public const int UsualItems = 100;

    /// <summary>The words of <c>status</c>.</summary>
    public static IReadOnlyList<string> StatusWords { get; } = [.. Enum.GetNames<TerminalStatus>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public int Limit() => Limit(Parameter.Limit);

    /// <summary>A limit with a range of its own.</summary>
    public int Limit(Parameter parameter)
    {
        var (most, usual) = parameter.Range;
        if (!request.Query.TryGetValue(parameter.Name, out var text))
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw BadParameterException.Of(parameter.Name, $"an integer from 1 to {most}");
    }

    /// <summary>The id after which the page starts, or null.</summary>
    public string? After(int longest)
    {
        if (Text(Parameter.Cursor.Name) is not { } text)
            return null;
        return Cursors.TryReadId(text, out var id) && Ids.IsId(id, longest) ? id : throw BadCursor();
    }

    /// <summary>The transaction after which the page starts, or null.</summary>
    public Transactions.TransactionCursor? AfterTransaction()
    {
        if (Text(Parameter.Cursor.Name) is not { } text)
            return null;
        return Cursors.TryReadTransaction(text, out var cursor) ? cursor : throw BadCursor();
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        // A plus that was not escaped arrives as a space.
        return InstantConverter.TryParse(text.Replace(' ', '+'), out var time)
            ? time
            : throw BadParameterException.Of(name, "a time of RFC 3339 with an offset, such as 2026-01-31T23:59:59.999Z");
    }

    /// <summary>A terminal's status, or null.</summary>
    /// <param name="parameter">One whose words are <see cref="StatusWords"/>.</param>
    public TerminalStatus? Status(Parameter parameter)
    {
        if (Word(parameter) is not { } word)
            return null;
        var status = 0;
        while (StatusWords[status] != word)
            status++;
        return (TerminalStatus)status;
    }

    /// <summary>One of the words of a parameter, or null.</summary>
    public string? Word(Parameter parameter)
    {
        if (Text(parameter.Name) is not { } text)
            return null;
        return parameter.Words!.Contains(text, StringComparer.Ordinal) ? text : throw BadParameterException.Of(parameter.Name, $"one of {string.Join(", ", parameter.Words!)}");
    }

    public string? Id(string name, int longest)
    {
        if (Text(name) is not { } text)
            return null;
        return Ids.IsId(text, longest) ? text : throw BadParameterException.Of(name, $"an id, [A-Za-z0-9._-]{{1,{longest}}}");
    }

    private string? Text(string name) => request.Query.TryGetValue(name, out var text) && !string.IsNullOrEmpty(text) ? text.ToString() : null;

    private static BadParameterException BadCursor() => BadParameterException.Of(Parameter.Cursor.Name, "the next of a page of this list, as it was given");
}
