using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Versions;

/// <summary>A shard that is folded from what was kept, and all that it concludes, a line each.</summary>
internal static class KeptShard
{
    private static readonly ShardOptions Options = new(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions());

    public static Shard New(ShardSnapshot? from = null)
    {
        var shard = new Shard(Options);
        if (from is not null)
            ShardSnapshotReader.Read(from.Parts, shard.State);
        return shard;
    }

    /// <summary>Folds those of the records into a shard that it has not seen.</summary>
    public static Shard Fold(IEnumerable<JournalRecord> records, Shard shard)
    {
        foreach (var record in records.Where(record => record.Seq > shard.State.Seq))
            shard.Apply(record.Seq, record.Bytes);
        return shard;
    }

    public static IReadOnlyList<string> Conclusions(Shard shard)
    {
        var state = shard.State;
        var queries = new ShardQueries(state, shard.Transactions);
        List<string> lines = [$"after {state.Seq} records: afterClose {state.AfterClose}, configuration {state.Book.Now.Version}, fleet {Figures(queries.Fleet(null))}"];
        for (var number = 0; number < state.Terminals.Length; number++)
        {
            var (acquirer, id) = (state.Names.Text(state.Terminals.AcquirerOf(number)), state.Terminals.IdText(number));
            if (queries.Terminal(acquirer, id, state.Clock) is { } terminal)
                lines.Add($"terminal {acquirer}/{id}: {terminal.Status}, merchant {terminal.Merchant}, last {terminal.LastEventAt:O}, {Figures(terminal.Totals)}");
            lines.AddRange(queries.HeldTransactions(number).Select(transaction =>
                $"transaction {acquirer}/{id}/{transaction.Txn}: {transaction.Outcome}, {transaction.Verdict}, {transaction.ResponseMs} ms, {transaction.DelayMs} ms, {transaction.Events.Count} events"));
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Figures(SubjectTotals totals) =>
        string.Join(' ', Enum.GetValues<Figure>().Where(figure => totals.Total[figure] != 0).Select(figure => $"{figure} {totals.Total[figure]}"));
}
