using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>What a person needs to see of a transaction in an alert about it: what was asked, answered and told, and when.</summary>
public static class TransactionEvidence
{
    public static void Write(Utf8JsonWriter json, TransactionFacts facts, Names names)
    {
        if (facts.HasRequest)
        {
            ref readonly var request = ref facts.Request;
            json.WriteString("issuer", names.Text(request.Issuer));
            json.WriteNumber("amount", request.Amount);
            json.WriteString("currency", names.Text(request.Currency));
            if (Card.Format(request.Card) is { } card)
                json.WriteString("card", card);
            json.WriteString("requestedAt", Words.Time(request.Time));
        }
        if (facts.HasResponse)
        {
            json.WriteString("respondedAt", Words.Time(facts.Response.Time));
            json.WriteString("code", ResponseCode.Format(facts.Response.Code));
        }
        if (facts.HasReversal)
            json.WriteString("reversedAt", Words.Time(facts.Reversal.Time));
        if (facts.ReversalResponses.Length > 0)
        {
            json.WriteStartArray("reversalResponses");
            foreach (ref readonly var response in facts.ReversalResponses)
            {
                json.WriteStartObject();
                json.WriteString("time", Words.Time(response.Time));
                json.WriteString("code", ResponseCode.Format(response.Code));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (facts.Notifications.Length == 0)
            return;
        json.WriteStartArray("notifications");
        foreach (ref readonly var notification in facts.Notifications)
        {
            json.WriteStartObject();
            json.WriteString("time", Words.Time(notification.Time));
            json.WriteString("channel", notification.Channel.ToString().ToLowerInvariant());
            json.WriteString("recipient", notification.Recipient.ToString().ToLowerInvariant());
            json.WriteString("status", notification.Status.ToString().ToLowerInvariant());
            json.WriteNumber("amount", notification.Amount);
            json.WriteString("currency", names.Text(notification.Currency));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
