using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>How many failures had this cause, code and issuer.</summary>
/// <param name="Cause">Who has to mend it.</param>
/// <param name="Code">DE39 as <see cref="Events.ResponseCode"/>; 0 for a timeout or reversal without one.</param>
/// <param name="Issuer">The card's bank.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("pos.failure-count")]
public sealed record FailureCount(
    [property: Id(0)] ResponseCause Cause,
    [property: Id(1)] ushort Code,
    [property: Id(2)] string Issuer,
    [property: Id(3)] int Count);
