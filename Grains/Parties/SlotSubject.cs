namespace PosMonitor.Parties;

/// <summary>Of whom a shard counts slots.</summary>
/// <param name="Kind">Merchant, issuer or acquirer.</param>
/// <param name="Number">The number of the merchant, or the name of the issuer or acquirer, in the shard.</param>
/// <param name="Acquirer">Of an issuer, the name of the acquirer on whose terminals its cards were used; else -1.</param>
public readonly record struct SlotSubject(SubjectKind Kind, int Number, int Acquirer = -1);
