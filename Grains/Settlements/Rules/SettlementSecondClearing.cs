using System.Buffers;
using System.Text;
using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Settlements.Rules;

/// <summary>
/// <c>settlement.second-clearing</c> (二清): a merchant was paid by somebody who is neither its acquirer nor an institution that clears for it.
/// </summary>
public sealed class SettlementSecondClearing : IAlertRule
{
    public static readonly SettlementSecondClearing Instance = new();

    private SettlementSecondClearing() { }

    public string Name => "settlement.second-clearing";

    /// <summary>Judges a settlement when it comes. While an alert is open the book adds to its evidence; a person resolves it.</summary>
    public void Judge(in EventView e, Configuration configuration, List<AlertEffect> effects)
    {
        var (acquirer, payer) = (Encoding.ASCII.GetString(e.Acquirer), Encoding.ASCII.GetString(e.Payer));
        if (payer == acquirer || (configuration.Acquirers.TryGetValue(acquirer, out var entry) && entry.Clearing.Contains(payer)))
            return;
        var merchant = Encoding.ASCII.GetString(e.Merchant);
        var money = Words.Money(e.Amount, Encoding.ASCII.GetString(e.Currency));
        effects.Add(new AlertEffect
        {
            Action = AlertAction.Gather,
            Rule = Name,
            SubjectKind = SubjectKind.Merchant,
            SubjectId = TerminalKey.Of(acquirer, merchant),
            At = e.Time,
            Severity = AlertSeverity.Critical,
            Acquirer = acquirer,
            Merchant = merchant,
            Evidence = Evidence(e, payer),
            TitleEn = $"Merchant {merchant} of {acquirer} was paid {money} by {payer}, which does not clear for it",
            TitleZh = $"{acquirer} 的商户 {merchant} 收到非清算机构 {payer} 的结算款 {money}（二清）",
        });
    }

    private static string Evidence(in EventView e, string payer)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("count", 1);
            json.WriteStartArray("settlements");
            json.WriteStartObject();
            json.WriteString("time", Words.Time(e.Time));
            json.WriteString("payer", payer);
            json.WriteNumber("amount", e.Amount);
            json.WriteString("currency", e.Currency);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
