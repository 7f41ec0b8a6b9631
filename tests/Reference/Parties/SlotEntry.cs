namespace PosMonitor.Reference;

/// <summary>One that counts for a party: a finished transaction, or a notification that was expected.</summary>
/// <param name="Time">When it counts.</param>
/// <param name="Failed">Whether it failed.</param>
/// <param name="TerminalId">Where.</param>
/// <param name="Issuer">Whose card it was.</param>
public sealed record SlotEntry(DateTimeOffset Time, bool Failed, string TerminalId, string Issuer);
