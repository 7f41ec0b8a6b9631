namespace PosMonitor.Reference;

/// <summary>
/// <c>terminal.slow</c>: "warning | at least 5 have a responseMs, and their nearest-rank 95th percentile is >= SlowResponse (10 s) | at least 5,
/// and it is below half of that".
/// </summary>
/// <remarks>What finished by its timeout or reversal has none, even where a response came later: the window keeps it as it entered.</remarks>
public sealed class TerminalSlow(AlertBook book, Terminal terminal) : TerminalRule(book, terminal)
{
    private const int Min = 5;

    protected override string Name => "terminal.slow";
    protected override string Severity => "warning";

    /// <param name="window">The terminal's window.</param>
    /// <param name="entered">The one that has just entered it.</param>
    public void Judge(IReadOnlyList<Finish> window, Finish entered)
    {
        var responses = new Durations(window.Select(f => f.ResponseMs));
        if (responses.Count < Min)
            return;
        var slow = Settings.SlowResponse.TotalMilliseconds;
        if (Open is null && responses.P95 >= slow)
            Raise(entered.Time);
        else if (responses.P95 < slow / 2)
            Resolve(entered.Time);
    }
}
