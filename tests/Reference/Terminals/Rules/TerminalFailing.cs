namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.failing</c>: "critical | a failure enters, and the last 3 are failures, or there are at least 5 and half or more are | none of the
/// last 3 is a failure; the window is emptied after all rules were judged". "Where it says last 3, there are at least 3."
/// </summary>
public sealed class TerminalFailing(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    protected override string Name => "terminal.failing";
    protected override string Severity => "critical";

    /// <param name="window">The terminal's window, in order of finish time.</param>
    /// <param name="entered">The one that has just entered it.</param>
    /// <returns>True where the window is to be emptied.</returns>
    public bool Judge(IReadOnlyList<Finish> window, Finish entered)
    {
        var last = window.TakeLast(Settings.FailingRun).ToList();
        var hasRun = last.Count == Settings.FailingRun;
        if (Open is not null)
        {
            if (!hasRun || last.Any(f => f.Failure))
                return false;
            Resolve(entered.Time);
            return true;
        }
        var run = hasRun && last.All(f => f.Failure);
        var failures = window.Where(f => f.Failure).ToList();
        var share = window.Count >= Settings.FailingMin && failures.Count >= Settings.FailingShare * window.Count;
        if (entered.Failure && (run || share))
            Raise(entered.Time, failures);
        return false;
    }
}
