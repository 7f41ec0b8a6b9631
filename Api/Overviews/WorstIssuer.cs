namespace PosMonitor.Overviews;

/// <summary>An issuer with many failures.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Finished">Transactions that finished in the five minutes.</param>
/// <param name="Failures">How many of them are failures.</param>
/// <param name="Share">Failures among what finished, 0 to 1.</param>
/// <param name="Late">Notifications that fell due in the five minutes and were not on time.</param>
/// <param name="Alert">The id of the open `issuer.degraded` about it, else of its `notification.degraded`, or null.</param>
public sealed record WorstIssuer(string Issuer, int Finished, int Failures, double Share, int? Late, string? Alert)
{
    public static WorstIssuer Of(WorstParty party) => new(party.Id, party.Finished, party.Failures, WorstAnswer.ShareOf(party), party.Late, party.Alert);
}
