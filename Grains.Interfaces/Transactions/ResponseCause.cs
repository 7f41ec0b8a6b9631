namespace PosMonitor.Transactions;

/// <summary>Who has to mend what a response code tells (contract §3, <c>cause</c>); none for an approval.</summary>
[GenerateSerializer, Alias("pos.cause")]
public enum ResponseCause : byte
{
    None = 0,
    Customer = 1,
    Issuer = 2,
    Network = 3,
    Terminal = 4,
    Operation = 5,
}
