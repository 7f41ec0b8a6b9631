namespace PosMonitor.Parties.Rules;

/// <summary>The rules that judge parties by shares, once and in the order in which they are judged.</summary>
public static class PartyRules
{
    public static readonly IReadOnlyList<PartyRule> All = [new AcquirerDegraded(), new IssuerDegraded(), new NotificationDegraded(), new MerchantFailing()];
}
