namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.silent</c>: "warning | on duty (from its signin or first heartbeat to its signout) and for SilentAfter (30 min) nothing that a
/// terminal sends (all but response, reversal-response, notification, settlement), at that deadline | the next such event".
/// </summary>
public sealed class TerminalSilent(AlertBook book, Terminal terminal) : TerminalDeadlineRule(book, terminal)
{
    private DateTimeOffset? _lastSent;

    public override DateTimeOffset? Deadline => Open is null && Terminal.IsOnDuty ? _lastSent + Settings.SilentAfter : null;

    protected override string Name => "terminal.silent";
    protected override string Severity => "warning";

    public void Seen(ContractEvent e)
    {
        // One that is older than another which is known already does not tell that the terminal is still there.
        if (e.Type is "response" or "reversal-response" or "notification" || e.Time <= _lastSent)
            return;
        _lastSent = e.Time;
        Resolve(e.Time);
    }
}
