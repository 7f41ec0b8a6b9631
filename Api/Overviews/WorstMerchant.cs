namespace PosMonitor.Overviews;

/// <summary>A merchant with many failures.</summary>
/// <param name="Acquirer">Whose merchant it is.</param>
/// <param name="Merchant">The merchant.</param>
/// <param name="Finished">Transactions that finished in the five minutes.</param>
/// <param name="Failures">How many of them are failures.</param>
/// <param name="Share">Failures among what finished, 0 to 1.</param>
/// <param name="Late">Always null: notifications are counted by issuer.</param>
/// <param name="Alert">The id of the open `merchant.failing` about it, or null.</param>
public sealed record WorstMerchant(string Acquirer, string Merchant, int Finished, int Failures, double Share, int? Late, string? Alert)
{
    public static WorstMerchant Of(WorstParty party) =>
        new(party.Acquirer!, party.Id, party.Finished, party.Failures, WorstAnswer.ShareOf(party), party.Late, party.Alert);
}
