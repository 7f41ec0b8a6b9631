namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.dormant</c>: "info | DormantAfter (90 days) since its last approved transaction, or its first event if it had none, at that deadline
/// | the next approved one, at its response".
/// </summary>
/// <remarks>A transaction that was approved once was used, also where it is reversed afterwards.</remarks>
public sealed class TerminalDormant(AlertBook book, Terminal terminal) : TerminalDeadlineRule(book, terminal)
{
    private DateTimeOffset? _lastApproved;
    private DateTimeOffset? _firstEvent;

    public override DateTimeOffset? Deadline => Open is null ? Anchor + Settings.DormantAfter : null;

    protected override string Name => "terminal.dormant";
    protected override string Severity => "info";

    private DateTimeOffset? Anchor => _lastApproved ?? _firstEvent;

    public void Seen(DateTimeOffset time)
    {
        if (_firstEvent is null || time < _firstEvent)
            _firstEvent = time;
    }

    public void Approved(DateTimeOffset responded)
    {
        if (responded > Anchor)
            Resolve(responded);
        if (_lastApproved is null || responded > _lastApproved)
            _lastApproved = responded;
    }
}
