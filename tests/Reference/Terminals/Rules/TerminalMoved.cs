namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.moved</c>: "critical | an event's position is over MaxDistance (500 m, great circle) from the registered one (移机) | an event
/// within it".
/// </summary>
public sealed class TerminalMoved(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    protected override string Name => "terminal.moved";
    protected override string Severity => "critical";

    public void Seen(ContractEvent e)
    {
        if (e is not { Lat: { } lat, Lon: { } lon } || Terminal.Registered is not { Lat: { } registeredLat, Lon: { } registeredLon })
            return;
        if (Distance.Between(registeredLat, registeredLon, lat, lon) <= Settings.MaxDistance)
            Resolve(e.Time);
        else if (Open is null)
            Raise(e.Time);
    }
}
