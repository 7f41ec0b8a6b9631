using System.Text;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>
/// The transactions of a terminal that have left its live state: the same fold as the live one, over those records of the journal that may hold
/// something of the terminal, off the live path.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="options">What the fold depends on beside it.</param>
/// <param name="log">Every change of settings and registry: the journal tells only of those since its own beginning.</param>
public sealed class TerminalHistory(IJournal journal, ShardOptions options, IReadOnlyList<ConfigurationChange> log)
{
    /// <summary>What was closed up to and with a record, as it stood then, in order of closing.</summary>
    /// <param name="shard">The terminal's shard.</param>
    /// <param name="acquirer">The acquirer.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="through">The last record to look at.</param>
    /// <param name="clock">The shard's clock after that record, UTC ticks.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<List<TransactionView>> Closed(
        int shard, string acquirer, string terminal, long through, long clock, CancellationToken cancellation = default)
    {
        List<TransactionView> closed = [];
        var fold = new Shard(options) { Only = (acquirer, terminal) };
        var views = new TransactionViews(fold.State, fold.Transactions);
        fold.Transactions.Closing = number => closed.Add(views.Of(number));
        var hash = (uint)ShardMap.Hash(Encoding.ASCII.GetBytes(acquirer), Encoding.ASCII.GetBytes(terminal));
        await foreach (var record in journal.ReadTerminal(shard, hash, long.MinValue, cancellation))
        {
            if (record.Seq > through)
                break;
            if (fold.State.Seq == 0)
                Begin(fold, ShardRecord.Read(record.Bytes.Span).Arrival);
            fold.Apply(record.Seq, record.Bytes);
        }
        fold.AdvanceTo(clock);
        return closed;
    }

    private void Begin(Shard fold, long arrival)
    {
        var before = log.TakeWhile(change => change.At.UtcTicks < arrival).ToArray();
        if (before.Length > 0)
            fold.State.Book.Restore(0, new ConfigurationNews(before[^1].Version, before, More: false));
    }
}
