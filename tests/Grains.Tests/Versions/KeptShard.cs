using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Versions;

/// <summary>A shard that is folded from what was kept, and all that it concludes, a line each.</summary>
internal static class KeptShard
{
    private static readonly ShardOptions Options = new(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions());

    public static Shard New() => new(Options);

    /// <summary>A shard as a snapshot has it, and what that one says was not told yet.</summary>
    public static (Shard Shard, UntoldNews Untold) From(ShardSnapshot snapshot)
    {
        var shard = New();
        return (shard, ShardSnapshotReader.Read(snapshot.Parts, shard.State));
    }

    /// <summary>Folds those of the records into a shard that it has not seen.</summary>
    public static Shard Fold(IEnumerable<JournalRecord> records, Shard shard)
    {
        _ = News(records, shard).Count();
        return shard;
    }

    /// <summary>The same, with what follows from each record.</summary>
    public static IEnumerable<ShardNews> News(IEnumerable<JournalRecord> records, Shard shard)
    {
        foreach (var record in records.Where(record => record.Seq > shard.State.Seq))
        {
            var output = shard.Apply(record.Seq, record.Bytes);
            yield return new ShardNews(0, record.Seq, [.. output.Effects], [.. output.Reports]);
        }
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
