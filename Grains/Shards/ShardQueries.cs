using PosMonitor.Access;
using PosMonitor.Merchants;
using PosMonitor.Parties;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>Questions about a shard's state. Nothing here changes what it concludes.</summary>
public sealed class ShardQueries(ShardState state, TransactionDesk desk)
{
    private readonly TransactionViews _views = new(state, desk);

    /// <summary>This shard's part of the fleet, or of the acquirers to which it is cut.</summary>
    public SubjectTotals Fleet(AcquirerCut? cut) => cut is null
        ? state.Parties.Fleet
        : PartyBook.Sum("", state.Parties.Shares.Where(share => IsIn(cut, share)));

    /// <summary>How many terminals there are, or those acquirers have.</summary>
    public long CountTerminals(AcquirerCut? cut) => cut is null
        ? state.Terminals.Length
        : state.TerminalsOf.Where(of => cut.Has(state.Names.Text(of.Key))).Sum(static of => (long)of.Value);

    /// <summary>A transaction that is held.</summary>
    public TransactionView ViewOf(int transaction) => _views.Of(transaction);

    /// <summary>A terminal, or null.</summary>
    /// <param name="acquirer">The acquirer.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="now">The settled clock, UTC ticks.</param>
    public TerminalView? Terminal(string acquirer, string terminal, long now)
    {
        var number = state.FindTerminal(acquirer, terminal);
        return number < 0 || state.GlanceAt(number, now).Status is null ? null : ViewOf(number, now);
    }

    /// <summary>The first terminals after <see cref="TerminalQuery.After"/>, in ordinal order of their ids.</summary>
    public IReadOnlyList<TerminalView> Terminals(TerminalQuery query, long now)
    {
        var acquirer = state.Names.Find(query.Acquirer);
        int? merchant = query.Merchant is { } named ? state.Names.Find(named) : null;
        if (acquirer < 0 || merchant < 0)
            return [];
        List<(string Id, int Number)> found = [];
        for (var number = 0; number < state.Terminals.Length; number++)
        {
            if (state.Terminals.AcquirerOf(number) != acquirer || state.GlanceAt(number, now) is not { Status: { } status } glance)
                continue;
            if ((merchant is { } of && glance.Merchant != of) || (query.Status is { } asked && status != asked))
                continue;
            var id = state.Terminals.IdText(number);
            if (query.After is null || string.CompareOrdinal(id, query.After) > 0)
                found.Add((id, number));
        }
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return [.. found.Take(query.Limit).Select(item => ViewOf(item.Number, now))];
    }

    /// <summary>The held transactions of a terminal that fit a query, newest first.</summary>
    public List<TransactionView> HeldTransactions(int terminal)
    {
        List<TransactionView> held = [];
        for (var number = state.Terminals[terminal].First; number >= 0; number = state.Transactions[number].Next)
            held.Add(_views.Of(number));
        return held;
    }

    /// <summary>A transaction that is held, or null.</summary>
    public TransactionView? HeldTransaction(int terminal, string txn)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(txn);
        var number = state.FindTransaction(ShardState.TransactionKey(state.Terminals[terminal].Key, bytes), terminal, bytes);
        return number < 0 ? null : _views.Of(number);
    }

    /// <summary>True where a transaction was held and is closed.</summary>
    public bool IsClosed(int terminal, string txn) =>
        state.Closed.Contains(ShardState.TransactionKey(state.Terminals[terminal].Key, System.Text.Encoding.UTF8.GetBytes(txn)));

    /// <summary>This shard's part of an acquirer or issuer, or null; of an issuer, on the terminals of the acquirers to which it is cut.</summary>
    public SubjectTotals? Subject(SubjectKind kind, string id, AcquirerCut? cut)
    {
        var name = state.Names.Find(id);
        var shares = name < 0 ? [] : SharesOf(kind, cut).Where(share => NameOf(kind, share) == name).ToList();
        return shares.Count == 0 ? null : PartyBook.Sum(id, shares, channels: kind == SubjectKind.Issuer);
    }

    public MerchantView? Merchant(string acquirer, string merchant)
    {
        var (acquirerName, name) = (state.Names.Find(acquirer), state.Names.Find(merchant));
        var number = acquirerName < 0 || name < 0 ? -1 : state.Parties.FindMerchant(acquirerName, name);
        if (number < 0)
            return null;
        ref var of = ref state.Parties.Merchants[number];
        List<string> terminals = [];
        for (var place = 0; place < of.TerminalCount; place++)
            terminals.Add(state.Terminals.IdText(state.Parties.TerminalOf(of, place)));
        return new MerchantView(acquirer, state.Parties.OfMerchant(number, merchant), terminals);
    }

    /// <summary>The first subjects after an id, in ordinal order.</summary>
    public IReadOnlyList<SubjectTotals> Subjects(SubjectKind kind, string? acquirer, string? after, int limit, AcquirerCut? cut)
    {
        if (kind != SubjectKind.Merchant)
        {
            return [.. SharesOf(kind, cut).GroupBy(share => NameOf(kind, share)).Select(shares => (Id: state.Names.Text(shares.Key), Shares: shares))
                .Where(party => After(party.Id, after)).OrderBy(static party => party.Id, StringComparer.Ordinal)
                .Take(limit).Select(party => PartyBook.Sum(party.Id, party.Shares, channels: kind == SubjectKind.Issuer))];
        }
        var acquirerName = state.Names.Find(acquirer!);
        List<(string Id, int Number)> found = [];
        for (var number = 0; number < state.Parties.Merchants.Length; number++)
        {
            ref var merchant = ref state.Parties.Merchants[number];
            if (merchant.Acquirer == acquirerName && state.Names.Text(merchant.Id) is var id && After(id, after))
                found.Add((id, number));
        }
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return [.. found.Take(limit).Select(item => state.Parties.OfMerchant(item.Number, item.Id))];
    }

    // What belongs to no acquirer any more is an issuer's all the same, for who may see all.
    private IEnumerable<PartyShare> SharesOf(SubjectKind kind, AcquirerCut? cut) =>
        state.Parties.Shares.Where(share => NameOf(kind, share) >= 0 && (cut is null || IsIn(cut, share)));

    private static int NameOf(SubjectKind kind, PartyShare share) => kind == SubjectKind.Acquirer ? share.Acquirer : share.Issuer;

    private bool IsIn(AcquirerCut cut, PartyShare share) => share.Acquirer != PartyBook.NoAcquirer && cut.Has(state.Names.Text(share.Acquirer));

    /// <summary>The merchant that a terminal is bound to, or null.</summary>
    public string? MerchantOf(int terminal) => state.BoundMerchant(terminal) is >= 0 and var merchant ? state.Names.Text(merchant) : null;

    private static bool After(string id, string? after) => after is null || string.CompareOrdinal(id, after) > 0;

    private TerminalView ViewOf(int number, long now)
    {
        ref var terminal = ref state.Terminals[number];
        var id = state.Terminals.IdText(number);
        return new TerminalView
        {
            Acquirer = state.Names.Text(terminal.Acquirer),
            Terminal = id,
            Status = TerminalStanding.Of(terminal, now),
            Merchant = MerchantOf(number),
            LastEventAt = new DateTimeOffset(terminal.LastEvent, TimeSpan.Zero),
            Totals = state.Parties.OfTerminal(number, id),
        };
    }
}
