namespace PosMonitor.Transactions;

/// <summary>Cuts a page out of transactions.</summary>
public static class TransactionPages
{
    /// <summary>Those that fit the query, newest first.</summary>
    public static TransactionPage Page(IEnumerable<TransactionView> all, TransactionQuery query)
    {
        var page = all
            .Where(view => (query.From is null || view.SortTime >= query.From) && (query.To is null || view.SortTime < query.To) && IsAfter(view, query.After))
            .OrderByDescending(view => view.SortTime)
            .ThenBy(view => view.Txn, StringComparer.Ordinal)
            .Take(query.Limit + 1)
            .ToList();
        if (page.Count <= query.Limit)
            return new TransactionPage(page, null);
        page.RemoveAt(query.Limit);
        return new TransactionPage(page, new TransactionCursor(page[^1].SortTime, page[^1].Txn));
    }

    private static bool IsAfter(TransactionView view, TransactionCursor? cursor) =>
        cursor is null || view.SortTime < cursor.Time || (view.SortTime == cursor.Time && string.CompareOrdinal(view.Txn, cursor.Txn) > 0);
}
