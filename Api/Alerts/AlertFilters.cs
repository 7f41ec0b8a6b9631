using System.Globalization;
using System.Text.Json;
using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Queries;

namespace PosMonitor.Alerts;

/// <summary>The query parameters of alerts (contract §5). One that is empty counts as not given.</summary>
internal static class AlertFilters
{
    private const int LongestId = 100;
    private const string ASeq = "a seq, an integer from 0";

    public static readonly Parameter After = new("after", "Only changes later than this `seq`.");
    public static readonly Parameter Before = new("before", "Only changes earlier than this `seq`, the newest first; without it the oldest are first.");

    private static readonly string[] Statuses = WordsOf<AlertStatus>();
    private static readonly string[] Severities = WordsOf<AlertSeverity>();
    private static readonly string[] Truths = ["true", "false"];

    /// <summary>All that the list takes.</summary>
    public static readonly Parameter[] OfList =
    [
        new("status", "Only alerts of this status.", Words: Statuses),
        new("rule", "Only alerts of this rule.", Words: AlertRules.Names),
        new("severity", "Only alerts of this severity.", Words: Severities),
        new("acquirer", "Only alerts of this acquirer."),
        new("merchant", "Only alerts of this merchant (DE42)."),
        new("terminal", "Only alerts of this terminal (DE41)."),
        new("issuer", "Only alerts about this bank or a transaction with a card of it."),
        new("parent", $"Only alerts that the alert with this id explains; `{AlertQuery.NoParent}` for those that nothing explains."),
        new("delivered", "Only alerts that were, or were not, delivered.", Words: Truths),
        After,
        Before,
        Parameter.Limit,
        Parameter.Cursor,
    ];

    /// <exception cref="BadParameterException">A value is wrong.</exception>
    public static AlertQuery Read(HttpRequest request, AcquirerCut? cut)
    {
        var values = new QueryValues(request);
        var before = Seq(Text(request, Before.Name), Before.Name);
        var cursor = Cursor(values);
        return new AlertQuery
        {
            Status = (AlertStatus?)Word(request, "status", Statuses),
            Rule = Word(request, "rule", AlertRules.Names) is { } rule ? AlertRules.Names[rule] : null,
            Severity = (AlertSeverity?)Word(request, "severity", Severities),
            Acquirer = values.Id("acquirer", Identifiers.AcquirerLength),
            Merchant = values.Id("merchant", Identifiers.MerchantLength),
            Terminal = values.Id("terminal", Identifiers.TerminalLength),
            Issuer = values.Id("issuer", Identifiers.IssuerLength),
            Parent = values.Id("parent", LongestId),
            Delivered = Word(request, "delivered", Truths) is { } delivered ? delivered == 0 : null,
            After = Math.Max(Seq(Text(request, After.Name), After.Name) ?? 0, before is null ? cursor ?? 0 : 0),
            Before = before is null ? null : Math.Min(before.Value, cursor ?? long.MaxValue),
            Limit = values.Limit(),
            Cut = cut,
        };
    }

    /// <summary>After which <c>seq</c> a stream resumes, or null where it starts now. A browser that reconnects repeats the address it began with, so the header goes first.</summary>
    /// <exception cref="BadParameterException">It is not a number.</exception>
    public static long? ReadResume(HttpRequest request) =>
        request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last
            ? ParseSeq(last) ?? throw new BadParameterException($"The header 'Last-Event-ID' is wrong; allowed is {ASeq}.")
            : Seq(Text(request, After.Name), After.Name);

    /// <summary>The <c>next</c> of a page that ended at a <c>seq</c>.</summary>
    public static string? CursorOf(long seq) => Cursors.OfId(seq.ToString(CultureInfo.InvariantCulture));

    private static long? Cursor(QueryValues values)
    {
        if (values.After(LongestId) is not { } text)
            return null;
        return ParseSeq(text) ?? throw BadParameterException.Of(Parameter.Cursor.Name, "the next of a page of this list, as it was given");
    }

    private static long? Seq(string? text, string name) =>
        text is null ? null : ParseSeq(text) ?? throw BadParameterException.Of(name, ASeq);

    private static long? ParseSeq(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;

    private static int? Word(HttpRequest request, string name, IReadOnlyList<string> words)
    {
        if (Text(request, name) is not { } text)
            return null;
        for (var word = 0; word < words.Count; word++)
            if (words[word] == text)
                return word;
        throw BadParameterException.Of(name, $"one of {string.Join(", ", words)}");
    }

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    // The values of these enums are 0, 1, 2 …, so a word's place is its value.
    private static string[] WordsOf<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
