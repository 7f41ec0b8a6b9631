namespace PosMonitor.Parties;

/// <summary>What totals and alerts are about.</summary>
[GenerateSerializer, Alias("pos.subject-kind")]
public enum SubjectKind : byte
{
    Fleet = 0,
    Acquirer = 1,
    Merchant = 2,
    Issuer = 3,
    Terminal = 4,
    Transaction = 5,
}
