using System.Globalization;
using System.Text.Json;

namespace PosMonitor.Reference;

/// <summary>Reads an event from a line of valid NDJSON (contract §1). What is wrong with bad lines is not this model's business.</summary>
public static class ContractEventReader
{
    public static ContractEvent Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        return Read(document.RootElement);
    }

    public static ContractEvent Read(JsonElement json)
    {
        var type = Text(json, "type")!;
        var hasAmount = type is "request" or "notification" or "settlement";
        return new ContractEvent
        {
            Type = type,
            Time = DateTimeOffset.Parse(Text(json, "time")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Acquirer = type == "watermark" ? null : Text(json, "acquirer"),
            Terminal = type is "watermark" or "settlement" ? null : Text(json, "terminal"),
            Merchant = type == "watermark" ? null : Text(json, "merchant"),
            Txn = type is "request" or "response" or "reversal" or "reversal-response" or "notification" ? Text(json, "txn") : null,
            Kind = type == "request" ? Text(json, "kind") ?? "purchase" : null,
            Amount = hasAmount ? json.GetProperty("amount").GetInt64() : null,
            Currency = hasAmount ? Text(json, "currency") ?? "CNY" : null,
            Issuer = type == "request" ? Text(json, "issuer") ?? "unknown" : null,
            Card = type == "request" ? Truncated(Text(json, "card")) : null,
            Code = type is "response" or "reversal-response" or "reversal" ? Text(json, "code") : null,
            Channel = type == "notification" ? Text(json, "channel") : null,
            Recipient = type == "notification" ? Text(json, "recipient") ?? "cardholder" : null,
            Status = type == "notification" ? Text(json, "status") ?? "delivered" : null,
            Payer = type == "settlement" ? Text(json, "payer") : null,
            Lat = type is "watermark" or "settlement" ? null : Number(json, "lat"),
            Lon = type is "watermark" or "settlement" ? null : Number(json, "lon"),
        };
    }

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? Truncated(string? card) =>
        card is null || card.Contains('*', StringComparison.Ordinal) ? card : $"{card[..6]}*{card[^4..]}";
}
