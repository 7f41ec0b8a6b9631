using System.Text.Json.Serialization;
using PosMonitor.Events;

namespace PosMonitor.Queries;

/// <summary>An event on record, as contract §1 has it, with the fields that it has.</summary>
public sealed record EventAnswer(EventType Type, DateTimeOffset Time)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Acquirer { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Terminal { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Merchant { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Txn { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public TransactionKind? Kind { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Amount { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Currency { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Issuer { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Card { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Code { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public NotificationChannel? Channel { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public NotificationRecipient? Recipient { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public NotificationStatus? Status { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Payer { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? Lat { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? Lon { get; init; }

    public static EventAnswer Of(PosEvent e) => new(e.Type, e.Time)
    {
        Acquirer = e.Acquirer,
        Terminal = e.Terminal,
        Merchant = e.Merchant,
        Txn = e.Txn,
        Kind = e.Kind,
        Amount = e.Amount,
        Currency = e.Currency,
        Issuer = e.Issuer,
        Card = e.Card,
        Code = e.Code,
        Channel = e.Channel,
        Recipient = e.Recipient,
        Status = e.Status,
        Payer = e.Payer,
        Lat = e.Lat,
        Lon = e.Lon,
    };
}
