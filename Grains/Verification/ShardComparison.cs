using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Verification;

/// <summary>Compares two states of one shard after the same record: what is live or was kept, and what follows from the journal.</summary>
/// <param name="number">The shard.</param>
/// <param name="kept">The shard as it is kept.</param>
/// <param name="refolded">The shard as it follows from the journal.</param>
/// <param name="clock">Where the windows of both are compared, UTC ticks: not before the live one was last asked.</param>
public sealed class ShardComparison(int number, Shard kept, Shard refolded, long clock)
{
    private static readonly SubjectKind[] Parties = [SubjectKind.Acquirer, SubjectKind.Issuer];
    private readonly ShardQueries _kept = new(kept.State, kept.Transactions);
    private readonly ShardQueries _refolded = new(refolded.State, refolded.Transactions);

    /// <summary>Every difference, terminal by terminal and party by party.</summary>
    public IEnumerable<Difference> Differences()
    {
        // The windows of totals move with the clock of whoever asks.
        kept.State.Parties.Advance(clock);
        refolded.State.Parties.Advance(clock);
        return State().Concat(Terminals()).Concat(Merchants()).Concat(Parties.SelectMany(Subjects))
            .Concat(FactSheet.Compare($"fleet, shard {number}", FactSheet.Of(_kept.Fleet(null)), FactSheet.Of(_refolded.Fleet(null))));
    }

    private IEnumerable<Difference> State() => FactSheet.Compare($"shard {number}", Sheet(kept.State), Sheet(refolded.State));

    private static FactSheet Sheet(ShardState state)
    {
        var sheet = new FactSheet();
        sheet.Put("seq", state.Seq);
        sheet.Put("clock", state.Clock);
        sheet.Put("reported", state.Reported);
        sheet.Put("afterClose", state.AfterClose);
        sheet.Put("configuration", state.Book.Now.Version);
        return sheet;
    }

    private IEnumerable<Difference> Terminals() => Keys(kept.State).Union(Keys(refolded.State)).SelectMany(key =>
    {
        var (acquirer, terminal) = key;
        return FactSheet.Compare($"terminal {acquirer}/{terminal}", Sheet(kept.State, _kept, key), Sheet(refolded.State, _refolded, key))
            .Concat(Transactions(key));
    });

    private FactSheet? Sheet(ShardState state, ShardQueries queries, (string Acquirer, string Terminal) key)
    {
        if (queries.Terminal(key.Acquirer, key.Terminal, clock) is not { } view)
            return null;
        var sheet = FactSheet.Of(view);
        ref var terminal = ref state.Terminals[state.FindTerminal(key.Acquirer, key.Terminal)];
        sheet.Put("openRules", terminal.Open);
        sheet.Put("nextDeadline", terminal.RuleDue);
        return sheet;
    }

    private IEnumerable<Difference> Transactions((string Acquirer, string Terminal) key)
    {
        var (held, folded) = (Held(kept.State, _kept, key), Held(refolded.State, _refolded, key));
        return held.Keys.Union(folded.Keys).SelectMany(txn =>
            FactSheet.Compare($"transaction {key.Acquirer}/{key.Terminal}/{txn}", held.GetValueOrDefault(txn), folded.GetValueOrDefault(txn)));
    }

    private static Dictionary<string, FactSheet> Held(ShardState state, ShardQueries queries, (string Acquirer, string Terminal) key)
    {
        var number = state.FindTerminal(key.Acquirer, key.Terminal);
        return number < 0 ? [] : queries.HeldTransactions(number).ToDictionary(transaction => transaction.Txn, FactSheet.Of);
    }

    private static IEnumerable<(string Acquirer, string Terminal)> Keys(ShardState state) =>
        Enumerable.Range(0, state.Terminals.Length).Select(number => (state.Names.Text(state.Terminals.AcquirerOf(number)), state.Terminals.IdText(number)));

    private IEnumerable<Difference> Merchants() =>
        Compare("merchant", Merchants(kept.State), Merchants(refolded.State));

    private static Dictionary<string, SubjectTotals> Merchants(ShardState state) =>
        Enumerable.Range(0, state.Parties.Merchants.Length).ToDictionary(
            merchant => $"{state.Names.Text(state.Parties.Merchants[merchant].Acquirer)}/{state.Names.Text(state.Parties.Merchants[merchant].Id)}",
            merchant => state.Parties.OfMerchant(merchant, ""));

    private IEnumerable<Difference> Subjects(SubjectKind kind) => Compare(
        kind.ToString().ToLowerInvariant(),
        _kept.Subjects(kind, null, null, int.MaxValue, null).ToDictionary(totals => totals.Id),
        _refolded.Subjects(kind, null, null, int.MaxValue, null).ToDictionary(totals => totals.Id));

    private IEnumerable<Difference> Compare(string kind, Dictionary<string, SubjectTotals> of, Dictionary<string, SubjectTotals> folded) =>
        of.Keys.Union(folded.Keys).SelectMany(id => FactSheet.Compare($"{kind} {id}, shard {number}", Sheet(of, id), Sheet(folded, id)));

    private static FactSheet? Sheet(Dictionary<string, SubjectTotals> of, string id) => of.TryGetValue(id, out var totals) ? FactSheet.Of(totals) : null;
}
