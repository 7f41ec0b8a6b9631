namespace PosMonitor.Demo;

/// <summary>Something that goes wrong for a while.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">The id of the bank, shop, acquirer or terminal that it befalls; the latter two of these as <c>acquirer/id</c>.</param>
/// <param name="Begin">When it begins.</param>
/// <param name="End">When it is over.</param>
internal sealed record Incident(IncidentKind Kind, string Subject, DateTimeOffset Begin, DateTimeOffset End)
{
    /// <summary>What the log says of it.</summary>
    public string Name => Kind switch
    {
        IncidentKind.IssuerDown => $"issuer {Subject} is down",
        IncidentKind.DyingTerminal => $"terminal {Subject} is dying",
        IncidentKind.BlockedSms => $"the SMS channel of issuer {Subject} is blocked",
        IncidentKind.BadLine => $"the line of merchant {Subject} is bad",
        IncidentKind.WrongAmounts => $"issuer {Subject} notifies of wrong amounts",
        IncidentKind.PhantomNotices => $"issuer {Subject} notifies of declined payments",
        IncidentKind.OneSidedCharges => $"approvals of acquirer {Subject} come too late: one-sided charges",
        IncidentKind.DuplicateCharges => $"merchant {Subject} charges twice",
        _ => $"terminal {Subject} is silent",
    };
}
