using PosMonitor.Queries;
using PosMonitor.Transactions;

namespace PosMonitor.Operations.Terminals;

/// <summary>The transactions of a terminal over its last 24 hours, as few bytes of each as a page that stays open needs.</summary>
internal sealed class TerminalDay
{
    /// <summary>How many a page holds.</summary>
    public const int Most = 3000;

    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    private readonly Dictionary<string, DayMark> _marks = new(StringComparer.Ordinal);

    /// <summary>Since when there are more than it holds; null where it holds all.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<DayMark> Marks => [.. _marks.Values.OrderBy(mark => mark.Time)];

    /// <summary>Takes transactions as they are now, and lets go of those from before the day, and of the oldest where there are too many.</summary>
    public void Take(IEnumerable<TransactionAnswer> transactions, DateTimeOffset now)
    {
        foreach (var transaction in transactions)
        {
            if (transaction.RequestedAt is { } time)
                _marks[transaction.Txn] = new DayMark(time, transaction.Outcome);
        }
        foreach (var (txn, _) in _marks.Where(mark => mark.Value.Time < now - Length).ToList())
            _marks.Remove(txn);
        foreach (var (txn, mark) in _marks.OrderBy(mark => mark.Value.Time).Take(_marks.Count - Most).ToList())
        {
            _marks.Remove(txn);
            Since = mark.Time;
        }
        if (Since < now - Length)
            Since = null;
    }

    /// <summary>How many had each outcome.</summary>
    public static int Count(IEnumerable<DayMark> marks, Outcome outcome) => marks.Count(mark => mark.Outcome == outcome);
}
