namespace PosMonitor.Reference;

/// <summary>A rule of the second table of contract §4: subject <c>terminal</c>, id <c>acquirer/terminal</c>.</summary>
public abstract class TerminalRule(AlertBook book, Terminal terminal)
{
    public Alert? Open => book.Open(Name, Terminal.SubjectId);

    protected abstract string Name { get; }
    protected abstract string Severity { get; }

    /// <summary>Those in force now.</summary>
    protected ReferenceSettings Settings => Terminal.Settings;

    protected Terminal Terminal { get; } = terminal;

    protected void Raise(DateTimeOffset openedAt, IEnumerable<Finish>? failures = null) => book.Raise(new Alert
    {
        Rule = Name,
        Severity = Severity,
        SubjectKind = "terminal",
        SubjectId = Terminal.SubjectId,
        Acquirer = Terminal.Acquirer,
        Merchant = Terminal.Merchant,
        TerminalId = Terminal.SubjectId,
        OpenedAt = openedAt,
        FailuresByIssuer = (failures ?? []).CountBy(f => f.Issuer).ToDictionary(),
    });

    protected void Resolve(DateTimeOffset at)
    {
        if (Open is { } open)
            open.ResolvedAt = at;
    }
}
