namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.rebound</c>: "critical | an event names another merchant than the one that the terminal is bound to (the registered one, else its
/// first), at that event (一机多户) | an event with the bound merchant, at its time; or by a person".
/// </summary>
public sealed class TerminalRebound(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    protected override string Name => "terminal.rebound";
    protected override string Severity => "critical";

    public void Seen(ContractEvent e)
    {
        if (e.Merchant is null)
            return;
        if (e.Merchant == Terminal.Merchant)
            Resolve(e.Time);
        else if (Open is null)
            Raise(e.Time);
    }
}
