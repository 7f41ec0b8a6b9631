namespace PosMonitor.Reference;

/// <summary>
/// <c>procedure.no-signin</c>: "warning | a request with no signin on the same business day, where RequireSignin is set (first of the day only) |
/// a signin".
/// </summary>
/// <remarks>One that is open still when the next day begins goes on: there is one open alert of a rule and a subject.</remarks>
public sealed class ProcedureNoSignin(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    private readonly HashSet<DateOnly> _told = [];

    protected override string Name => "procedure.no-signin";
    protected override string Severity => "warning";

    public void Requested(DateTimeOffset time)
    {
        if (!Settings.RequireSignin || Open is not null)
            return;
        var day = Terminal.Days.Of(time);
        if (Terminal.LastControl("signin") is { } signin && Terminal.Days.Of(signin) >= day)
            return;
        if (_told.Add(day))
            Raise(time);
    }

    public void SignedIn(DateTimeOffset time) => Resolve(time);
}
