using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Explanations;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Desk;

/// <summary>What somebody at the service desk types, in the words of people: money as on the receipt, the minute by the clock on their wall.</summary>
/// <param name="zone">Of that clock.</param>
internal sealed class DeskForm(TimeZoneInfo zone)
{
    private const string MinuteForm = "yyyy-MM-dd'T'HH:mm";

    private readonly Dictionary<string, Phrase> _errors = [];
    private string _card = "";
    private string _txn = "";

    public string Card
    {
        get => _card;
        set => _card = LastFour.OfCard(value);
    }

    public string Txn
    {
        get => _txn;
        set => _txn = LastFour.OfText(value);
    }

    public string Amount { get; set; } = "";

    public string Minute { get; set; } = "";

    public string Currency { get; set; } = "";

    /// <summary>With a card, if known.</summary>
    public string OnlyAcquirer { get; set; } = "";

    public string Acquirer { get; set; } = "";

    public string Terminal { get; set; } = "";

    /// <summary>What is typed for a query that stands in the address.</summary>
    public static DeskForm Of(DeskQuery query, TimeZoneInfo zone, DateTimeOffset now)
    {
        var time = DateTimeOffset.TryParse(query.Time?.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var known) ? known : now;
        var form = new DeskForm(zone)
        {
            Card = query.Card ?? "",
            Currency = query.Currency ?? "",
            Minute = TimeZoneInfo.ConvertTime(time, zone).ToString(MinuteForm, CultureInfo.InvariantCulture),
        };
        form.Amount = long.TryParse(query.Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? form.Money(minor) : "";
        if (query.HasKey)
            (form.Acquirer, form.Terminal, form.Txn) = (query.Acquirer!, query.Terminal!, query.Txn!);
        else
            form.OnlyAcquirer = query.Acquirer ?? "";
        return form;
    }

    /// <summary>What is wrong with a field, or null.</summary>
    public Phrase? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    /// <summary>The query by what a customer remembers; null where something is wrong.</summary>
    public DeskQuery? ByCard()
    {
        _errors.Clear();
        var (currency, acquirer) = (Currency.Trim().ToUpperInvariant(), LastFour.OfText(OnlyAcquirer));
        if (Card.Length != 4)
            _errors[nameof(Card)] = DeskTerms.WrongCard;
        if (currency.Length > 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            _errors[nameof(Currency)] = DeskTerms.WrongCurrency;
        if (acquirer.Length > 0 && !Ids.IsAcquirer(acquirer))
            _errors[nameof(OnlyAcquirer)] = DeskTerms.WrongAcquirer;
        if (MinorUnits() is not { } minor)
            _errors[nameof(Amount)] = DeskTerms.WrongAmount;
        else if (LocalMinute() is not { } minute)
            _errors[nameof(Minute)] = DeskTerms.WrongMinute;
        else if (_errors.Count == 0)
            return DeskQuery.Read(acquirer, null, null, Card, minor.ToString(CultureInfo.InvariantCulture), minute.ToString($"{MinuteForm}zzz", CultureInfo.InvariantCulture), currency);
        return null;
    }

    /// <summary>The query by a transaction's key; null where something is wrong.</summary>
    public DeskQuery? ByKey()
    {
        _errors.Clear();
        var (acquirer, terminal) = (LastFour.OfText(Acquirer), LastFour.OfText(Terminal));
        if (!Ids.IsAcquirer(acquirer))
            _errors[nameof(Acquirer)] = DeskTerms.WrongAcquirer;
        if (!Ids.IsTerminal(terminal))
            _errors[nameof(Terminal)] = DeskTerms.WrongTerminal;
        if (!Ids.IsTxn(Txn))
            _errors[nameof(Txn)] = DeskTerms.WrongTxn;
        return _errors.Count == 0 ? DeskQuery.Read(acquirer, terminal, Txn, null, null, null, null) : null;
    }

    private bool HasCents => Currency.Length == 0 || Words.Money(0, Currency.Trim().ToUpperInvariant()).Contains('.', StringComparison.Ordinal);

    private string Money(long minor) => HasCents
        ? string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:D2}")
        : minor.ToString(CultureInfo.InvariantCulture);

    private long? MinorUnits()
    {
        var text = Amount.Trim().TrimStart('¥', '￥', '$').Trim();
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) || amount > EventChecks.MostAmount)
            return null;
        var minor = HasCents ? amount * 100 : amount;
        return minor == decimal.Truncate(minor) && minor <= EventChecks.MostAmount ? (long)minor : null;
    }

    private DateTimeOffset? LocalMinute() =>
        DateTime.TryParse(Minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 2 and <= 9998 && !zone.IsInvalidTime(local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local))
            : null;
}
