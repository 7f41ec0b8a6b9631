namespace PosMonitor.Reference;

/// <summary>
/// <c>settlement.second-clearing</c>: "(subject merchant) | critical | a settlement whose payer is neither the acquirer nor one of its registered
/// clearing institutions (二清), at its time; more of them while it is open add to its evidence | by a person".
/// </summary>
public sealed class SecondClearing(AlertBook book, ConfigurationInForce configuration)
{
    private const string Name = "settlement.second-clearing";

    public void Settled(ContractEvent settlement)
    {
        var acquirer = settlement.Acquirer!;
        var merchantId = $"{acquirer}/{settlement.Merchant}";
        if (settlement.Payer == acquirer || configuration.Now.Acquirer(acquirer)?.Clearing.Contains(settlement.Payer!) == true)
            return;
        if (book.Open(Name, merchantId) is not null)
            return;
        book.Raise(new Alert
        {
            Rule = Name,
            Severity = "critical",
            SubjectKind = "merchant",
            SubjectId = merchantId,
            Acquirer = acquirer,
            Merchant = settlement.Merchant,
            OpenedAt = settlement.Time,
        });
    }
}
