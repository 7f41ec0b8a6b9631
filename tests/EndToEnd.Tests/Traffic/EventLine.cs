using System.Globalization;
using System.Text.Json;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Traffic;

/// <summary>Writes events as NDJSON, in one of the many spellings that mean the same (contract §1).</summary>
internal static class EventLine
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The lines of a body.</summary>
    /// <param name="events">What to write.</param>
    /// <param name="dice">Chooses the spelling; null for the plainest.</param>
    public static byte[] Body(IEnumerable<ContractEvent> events, Dice? dice = null)
    {
        using var body = new MemoryStream();
        foreach (var e in events)
        {
            Write(body, e, dice);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }

    private static void Write(MemoryStream body, ContractEvent e, Dice? dice)
    {
        bool Otherwise(double probability) => dice is not null && dice.Chance(probability);

        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("type", e.Type);
        json.WriteString("time", Time(e.Time, Otherwise(0.2)));
        Text("acquirer", e.Acquirer);
        Text("terminal", e.Terminal);
        Text("merchant", e.Merchant);
        Text("txn", e.Txn);
        Text("kind", e.Kind == "purchase" && !Otherwise(0.5) ? null : e.Kind);
        if (e.Amount is { } amount)
            json.WriteNumber("amount", amount);
        Text("currency", e.Currency == "CNY" && !Otherwise(0.5) ? null : e.Currency);
        Text("issuer", e.Issuer == "unknown" && !Otherwise(0.5) ? null : e.Issuer);
        Text("card", e.Card is not null && Otherwise(0.2) ? e.Card.Replace("*", $"{dice!.Below(1_000_000):D6}", StringComparison.Ordinal) : e.Card);
        Text("code", e.Code);
        Text("channel", e.Channel);
        Text("recipient", e.Recipient == "cardholder" && !Otherwise(0.5) ? null : e.Recipient);
        Text("status", e.Status == "delivered" && !Otherwise(0.5) ? null : e.Status);
        Text("payer", e.Payer);
        Degrees("lat", e.Lat);
        Degrees("lon", e.Lon);
        if (Otherwise(0.05))
            json.WriteString("something", "that nobody knows");
        json.WriteEndObject();

        void Degrees(string field, double? value)
        {
            if (value is not null)
                json.WriteNumber(field, value.Value);
        }

        void Text(string field, string? value)
        {
            if (value is not null)
                json.WriteString(field, value);
            else if (Otherwise(0.02))
                json.WriteNull(field);
        }
    }

    private static string Time(DateTimeOffset time, bool otherwise) => otherwise
        ? time.ToOffset(Beijing).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture)
        : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
