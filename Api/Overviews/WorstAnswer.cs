namespace PosMonitor.Overviews;

/// <summary>The worst merchants and issuers of the last five minutes, worst first.</summary>
/// <param name="Merchants">The merchants.</param>
/// <param name="Issuers">The issuers.</param>
public sealed record WorstAnswer(IReadOnlyList<WorstMerchant> Merchants, IReadOnlyList<WorstIssuer> Issuers)
{
    public static WorstAnswer Of(FleetWorst worst) => new([.. worst.Merchants.Select(WorstMerchant.Of)], [.. worst.Issuers.Select(WorstIssuer.Of)]);

    /// <summary>Failures among what finished, to four digits.</summary>
    internal static double ShareOf(WorstParty party) => Math.Round(party.Failures / (double)party.Finished, 4);
}
