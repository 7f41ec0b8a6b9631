using System.Text;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Searches;

/// <summary>
/// Looks for an id among the terminals, merchants, acquirers, issuers and held transactions of a shard. They are all looked at, a few thousand at a time, so
/// that events do not wait for the whole: no index is kept for a question that people type.
/// </summary>
public sealed class SearchScan
{
    private const int Slice = 4096;
    private readonly ShardState _state;
    private readonly ShardQueries _queries;
    private readonly SearchQuery _query;
    private readonly AcquirerNames _acquirers;
    private readonly byte[] _id, _txn;
    private readonly NearestNames _terminals, _merchants;
    private readonly List<TransactionView> _transactions = [];
    private int _next;

    public SearchScan(ShardState state, ShardQueries queries, SearchQuery query)
    {
        (_state, _queries, _query) = (state, queries, query);
        _acquirers = new AcquirerNames(state.Names, query.Cut);
        (_id, _txn) = (Encoding.ASCII.GetBytes(query.Id ?? ""), Encoding.ASCII.GetBytes(query.Txn ?? ""));
        _terminals = new NearestNames(state.Terminals.IdOf, _id, query.Limit);
        _merchants = new NearestNames(number => state.Names[state.Parties.Merchants[number].Id], _id, query.Limit);
    }

    /// <summary>What was found, best first.</summary>
    public IReadOnlyList<SearchHit> Found => SearchOrder.Best(
        [.. _terminals.Kept.Select(OfTerminal), .. _merchants.Kept.Select(OfMerchant), .. Acquirers(), .. Issuers(), .. _transactions.Select(OfTransaction)], _query.Limit);

    /// <summary>Looks at the next terminals, merchants and transactions.</summary>
    /// <returns>False where none is left.</returns>
    public bool Step()
    {
        var longest = Math.Max(_state.Terminals.Length, Math.Max(_state.Parties.Merchants.Length, _state.Transactions.Length));
        var end = Math.Min(_next + Slice, longest);
        for (; _next < end; _next++)
        {
            if (_id.Length > 0)
            {
                OfferTerminal(_next);
                OfferMerchant(_next);
            }
            if (_txn.Length > 0)
                Compare(_next);
        }
        return _next < longest;
    }

    private void OfferTerminal(int number)
    {
        if (number < _state.Terminals.Length && _state.HasEvents(number) && _acquirers.Has(_state.Terminals.AcquirerOf(number)))
            _terminals.Offer(number);
    }

    private void OfferMerchant(int number)
    {
        if (number < _state.Parties.Merchants.Length && _acquirers.Has(_state.Parties.Merchants[number].Acquirer))
            _merchants.Offer(number);
    }

    private void Compare(int number)
    {
        if (number >= _state.Transactions.Length || _transactions.Count == _query.Limit)
            return;
        ref readonly var transaction = ref _state.Transactions[number];
        if (transaction.Facts != 0 && FactBlock.Txn(_state.Pool[transaction.Facts]).SequenceEqual(_txn) && _acquirers.Has(_state.Terminals[transaction.Terminal].Acquirer))
            _transactions.Add(_queries.ViewOf(number));
    }

    private SearchHit OfTerminal(int number) =>
        Hit(SubjectKind.Terminal, _state.Names.Text(_state.Terminals.AcquirerOf(number)), _state.Terminals.IdText(number), _queries.MerchantOf(number));

    private SearchHit OfMerchant(int number)
    {
        ref readonly var merchant = ref _state.Parties.Merchants[number];
        return Hit(SubjectKind.Merchant, _state.Names.Text(merchant.Acquirer), _state.Names.Text(merchant.Id));
    }

    private static SearchHit OfTransaction(TransactionView transaction) =>
        new(SubjectKind.Transaction, transaction.Acquirer, transaction.Txn, transaction.Merchant, Exact: true, transaction);

    private IEnumerable<SearchHit> Acquirers() => Beginning(static share => share.Acquirer).Select(id => Hit(SubjectKind.Acquirer, id, id));

    private IEnumerable<SearchHit> Issuers() => Beginning(static share => share.Issuer).Select(id => Hit(SubjectKind.Issuer, null, id));

    private IEnumerable<string> Beginning(Func<PartyShare, int> name) => _id.Length == 0 ? [] : _state.Parties.Shares
        .Where(share => share.Acquirer != PartyBook.NoAcquirer && _acquirers.Has(share.Acquirer))
        .Select(name).Where(static name => name >= 0).Distinct()
        .Select(_state.Names.Text).Where(id => id.StartsWith(_query.Id!, StringComparison.Ordinal));

    private SearchHit Hit(SubjectKind kind, string? acquirer, string id, string? merchant = null) =>
        new(kind, acquirer, id, merchant, id.Length == _query.Id!.Length, null);
}
