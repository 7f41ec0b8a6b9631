namespace PosMonitor.Reference;

/// <summary>
/// A subject's totals "since the beginning and over the last 1 min, 5 min and 1 h up to the settled clock", in the windows by the time of the
/// request: those with <c>clock - w &lt; time &lt;= clock</c>. Without a clock the windows are empty.
/// </summary>
public sealed class SubjectTotals
{
    public SubjectTotals(IEnumerable<Transaction> transactions, DateTimeOffset? clock)
    {
        var all = transactions.ToList();
        Windows = new Dictionary<string, Totals>
        {
            ["total"] = new Totals(all),
            ["m1"] = Over(all, TimeSpan.FromMinutes(1), clock),
            ["m5"] = Over(all, TimeSpan.FromMinutes(5), clock),
            ["h1"] = Over(all, TimeSpan.FromHours(1), clock),
        };
    }

    /// <summary>By the contract's names: <c>total</c>, <c>m1</c>, <c>m5</c>, <c>h1</c>.</summary>
    public IReadOnlyDictionary<string, Totals> Windows { get; }

    private static Totals Over(List<Transaction> all, TimeSpan window, DateTimeOffset? clock) =>
        new(all.Where(t => clock - window < t.Time && t.Time <= clock));
}
