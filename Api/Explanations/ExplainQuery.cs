using System.Globalization;
using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Json;
using PosMonitor.Queries;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>The query parameters of <c>/v1/explain</c>: a transaction by its key, or as a cardholder remembers it.</summary>
/// <param name="Key">Where the key was given.</param>
/// <param name="Card">Where it was not.</param>
internal sealed record ExplainQuery((string Acquirer, string Terminal, string Txn)? Key, CardQuery? Card)
{
    /// <summary>How many transactions a search finds at the most.</summary>
    public const int MostFound = 20;

    public static readonly Parameter Acquirer = new("acquirer", "The id of the acquirer; with a card it is not needed.");
    public static readonly Parameter Terminal = new("terminal", "The id of the terminal, ISO 8583 DE41.");
    public static readonly Parameter Txn = new("txn", "The key of the transaction.");
    public static readonly Parameter LastFour = new("card", "The last four digits of the card. More is refused.");
    public static readonly Parameter Amount = new("amount", "The amount of the request in minor units: 12800 for 128.00.");
    public static readonly Parameter Time = new("time", "The minute of the request, RFC 3339 with an offset, to the minute or finer; a minute before and after count as well.", Parameter.Instant);
    public static readonly Parameter Currency = new("currency", "With a card: the currency, ISO 4217. Any, where it is left out.");

    private static readonly Parameter[] OfKey = [Acquirer, Terminal, Txn];
    private static readonly Parameter[] OfCard = [LastFour, Amount, Time];

    /// <exception cref="BadParameterException">A value is wrong, or one of another set or none is there.</exception>
    public static ExplainQuery Read(HttpRequest request, AcquirerCut? cut)
    {
        var values = new QueryValues(request);
        var names = request.Query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        if (OfKey.All(parameter => names.Contains(parameter.Name)) && names.Count == OfKey.Length)
        {
            var (acquirer, terminal) = (values.Id(Acquirer.Name, Identifiers.AcquirerLength)!, values.Id(Terminal.Name, Identifiers.TerminalLength)!);
            return new ExplainQuery((acquirer, terminal, TxnOf(request.Query[Txn.Name]!)), null);
        }
        if (OfCard.All(parameter => names.Contains(parameter.Name)) && !names.Contains(Terminal.Name) && !names.Contains(Txn.Name))
            return new ExplainQuery(null, CardOf(request.Query, values.Id(Acquirer.Name, Identifiers.AcquirerLength), cut));
        throw new BadParameterException("Which transaction is not clear; allowed are either acquirer, terminal and txn, or card, amount and time, and with these currency and acquirer.");
    }

    private static CardQuery CardOf(IQueryCollection query, string? acquirer, AcquirerCut? cut)
    {
        var minute = MinuteOf(query[Time.Name]!);
        return new CardQuery(LastFourOf(query[LastFour.Name]!), AmountOf(query[Amount.Name]!), minute.AddMinutes(-1), minute.AddMinutes(2), CurrencyOf(query[Currency.Name]), acquirer, MostFound, cut);
    }

    private static string TxnOf(string text) => Ids.IsTxn(text) ? text : throw BadParameterException.Of(Txn.Name, "a key, [A-Za-z0-9._:-]{1,64}");

    private static int LastFourOf(string text) => text.Length == 4 && text.All(char.IsAsciiDigit)
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : throw BadParameterException.Of(LastFour.Name, "the last four digits of the card, and no more of it");

    private static long AmountOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= EventChecks.MostAmount
        ? amount
        : throw BadParameterException.Of(Amount.Name, $"an integer of minor units from 0 to {EventChecks.MostAmount}");

    private static string? CurrencyOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : throw BadParameterException.Of(Currency.Name, "three letters of ISO 4217, such as CNY");
    }

    // RFC 3339 has no time without seconds, but people do. A plus that was not escaped arrives as a space.
    private static DateTimeOffset MinuteOf(string text)
    {
        const int minutes = 16;
        text = text.Replace(' ', '+');
        if (text.Length > minutes && text[minutes] != ':')
            text = text.Insert(minutes, ":00");
        if (!InstantConverter.TryParse(text, out var time) || time.Year is < 2 or > 9998)
            throw BadParameterException.Of(Time.Name, "a time of RFC 3339 with an offset, to the minute or finer, such as 2026-01-05T10:00Z");
        return new DateTimeOffset(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }
}
