using System.Globalization;
using System.Text;
using CsCheck;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>Valid events of every type, and the many ways to write one of them as JSON.</summary>
internal static class EventGen
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    private const string Digits = "0123456789";

    private static readonly Gen<string> Acquirer = Id(32), Terminal = Id(16), Merchant = Id(32), Payer = Id(32);
    private static readonly Gen<string> Txn = Gen.String[Gen.Char[Letters + ":"], 1, 64].Where(txn => !CardData.HasTrack(Encoding.ASCII.GetBytes(txn)) && txn.Trim('.').Length > 0);
    private static readonly Gen<string> Currency = Gen.String[Gen.Char['A', 'Z'], 3, 3];
    private static readonly Gen<string> Code = Gen.String[Gen.Char[Letters[..62]], 2, 2];
    private static readonly Gen<string> Card = Gen.String[Gen.Char[Digits], 10, 10].Select(digits => digits[..6] + "*" + digits[6..]);
    private static readonly Gen<long> Amount = Gen.OneOf(Gen.Long[0, 100_000], Gen.Long[0, EventChecks.MostAmount]);

    // Whole seconds, milliseconds and ticks; close together, and anywhere.
    private static readonly Gen<DateTimeOffset> Time = Gen.OneOf(
        Gen.Long[0, 86_400].Select(seconds => Reading.Now.AddSeconds(-seconds)),
        Gen.Long[0, 86_400_000].Select(ms => Reading.Now.AddMilliseconds(-ms)),
        Gen.Long[0, TimeSpan.TicksPerDay].Select(ticks => Reading.Now.AddTicks(-ticks)),
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero)));

    private static readonly Gen<(double?, double?)> Position = Gen.OneOf(
        Gen.Const<(double?, double?)>((null, null)),
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], (lat, lon) => ((double?)lat + 0.0, (double?)lon + 0.0)));

    /// <summary>An event with its defaults filled in, as it is read back.</summary>
    public static readonly Gen<PosEvent> Event = Gen.Select(
        Gen.Enum<EventType>().Where(type => type != EventType.None),
        Time,
        Gen.Select(Acquirer, Terminal, Merchant, Txn, Payer),
        Gen.Select(Gen.Enum<TransactionKind>(), Amount, Currency, Acquirer, Gen.Select(Gen.Bool, Card)),
        Gen.Select(Code, Gen.Bool, Gen.Enum<NotificationChannel>(), Gen.Enum<NotificationRecipient>(), Gen.Enum<NotificationStatus>()),
        Gen.Select(Gen.Bool, Position),
        (type, time, ids, money, rest, extra) =>
        {
            bool Has(EventField field, bool wanted = true) =>
                (EventFields.Required(type) & EventFields.Bit(field)) != 0 || (wanted && (EventFields.Used(type) & EventFields.Bit(field)) != 0);
            return new PosEvent
            {
                Type = type,
                Time = time,
                Acquirer = Has(EventField.Acquirer) ? ids.Item1 : null,
                Terminal = Has(EventField.Terminal) ? ids.Item2 : null,
                Merchant = Has(EventField.Merchant, extra.Item1) ? ids.Item3 : null,
                Txn = Has(EventField.Txn) ? ids.Item4 : null,
                Payer = Has(EventField.Payer) ? ids.Item5 : null,
                Kind = Has(EventField.Kind) ? money.Item1 : null,
                Amount = Has(EventField.Amount) ? money.Item2 : null,
                Currency = Has(EventField.Currency) ? money.Item3 : null,
                Issuer = Has(EventField.Issuer) ? money.Item4 : null,
                Card = Has(EventField.Card, money.Item5.Item1) && money.Item5.Item1 ? money.Item5.Item2 : null,
                Code = Has(EventField.Code, rest.Item2) ? rest.Item1 : null,
                Channel = Has(EventField.Channel) ? rest.Item3 : null,
                Recipient = Has(EventField.Recipient) ? rest.Item4 : null,
                Status = Has(EventField.Status) ? rest.Item5 : null,
                Lat = Has(EventField.Lat) ? extra.Item2.Item1 : null,
                Lon = Has(EventField.Lon) ? extra.Item2.Item2 : null,
            };
        });

    /// <summary>One way to write an event: fields in any order, defaults left out or not, nulls, repeats, escapes, offsets, extra fields.</summary>
    public static string Write(PosEvent e, Random random)
    {
        var fields = new List<string> { Field("type", Text(EventWords.NameOf(e.Type))), Field("time", Text(Stamp(e.Time))) };
        Put("acquirer", e.Acquirer);
        Put("terminal", e.Terminal);
        Put("merchant", e.Merchant);
        Put("txn", e.Txn);
        Put("payer", e.Payer);
        Put("card", e.Card?.Replace("*", new string('*', random.Next(1, 9)), StringComparison.Ordinal));
        Put("code", e.Code);
        Put("currency", e.Currency, "CNY");
        Put("issuer", e.Issuer, "unknown");
        Put("kind", Word(e.Kind), "purchase");
        Put("channel", Word(e.Channel));
        Put("recipient", Word(e.Recipient), "cardholder");
        Put("status", Word(e.Status), "delivered");
        if (e.Amount is { } amount)
            fields.Add(Field("amount", amount.ToString(CultureInfo.InvariantCulture)));
        if (e.Lat is { } lat)
            fields.Add(Field("lat", lat.ToString("R", CultureInfo.InvariantCulture)));
        if (e.Lon is { } lon)
            fields.Add(Field("lon", lon.ToString("R", CultureInfo.InvariantCulture)));
        if (random.Next(3) == 0)
            fields.Add(Field("extra", "{\"a\":[1,{\"type\":\"x\"}],\"\\u00e9\":\"\\ud83d\\ude00\"}"));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
        if (random.Next(3) == 0)
            fields.Insert(0, Field("type", "17"));
        return "{" + string.Join(random.Next(2) == 0 ? "," : " ,\t", fields) + "}";

        void Put(string name, string? value, string? omitted = null)
        {
            if (value is not null && (value != omitted || random.Next(2) == 0))
                fields.Add(Field(name, Text(value)));
            else if (random.Next(2) == 0)
                fields.Add(Field(name, "null"));
        }

        string Field(string name, string value) => Text(name) + (random.Next(2) == 0 ? ":" : " : ") + value;

        string Text(string value) => "\"" + string.Concat(value.Select(c => random.Next(12) == 0 ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";

        string Stamp(DateTimeOffset time)
        {
            var offset = TimeSpan.FromMinutes(random.Next(-12 * 60, 14 * 60));
            var ticks = time.Ticks + offset.Ticks;
            var local = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && random.Next(2) == 0 ? time.ToOffset(offset) : time;
            return local.ToString(local.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        }
    }

    private static string? Word<T>(T? value) where T : struct, Enum => value is null
        ? null
        : string.Concat(value.Value.ToString().Select((c, at) => char.IsUpper(c) && at > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static Gen<string> Id(int longest) =>
        Gen.OneOf(Gen.OneOfConst("lakala", "T1", "x"), Gen.String[Gen.Char[Letters], 1, longest]).Where(id => id.Trim('.').Length > 0);
}
