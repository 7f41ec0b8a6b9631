namespace PosMonitor.Reference;

/// <summary>A rule of a terminal that has a deadline: it follows from what is known and the settings in force now, so a change of settings moves it.</summary>
public abstract class TerminalDeadlineRule(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    /// <summary>Null where nothing is to happen.</summary>
    public abstract DateTimeOffset? Deadline { get; }

    /// <summary>The deadline has passed.</summary>
    public virtual void Fire() => Raise(Deadline!.Value);
}
