using PosMonitor.Access;
using PosMonitor.Merchants;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Searches;
using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

// What it is asked.
public sealed partial class ShardGrain
{
    public Task<TerminalView?> GetTerminal(string acquirer, string terminal) =>
        Task.FromResult(_queries.Terminal(acquirer, terminal, Settled()));

    public Task<IReadOnlyList<TerminalView>> ListTerminals(TerminalQuery query) => Task.FromResult(_queries.Terminals(query, Settled()));

    public async Task<TransactionPage> GetTransactions(string acquirer, string terminal, TransactionQuery query)
    {
        var number = _shard.State.FindTerminal(acquirer, terminal);
        if (number < 0)
            return new TransactionPage([], null);
        var all = _queries.HeldTransactions(number);
        all.AddRange(await Closed(acquirer, terminal));
        return TransactionPages.Page(all, query);
    }

    public async Task<TransactionView?> GetTransaction(string acquirer, string terminal, string txn)
    {
        var number = _shard.State.FindTerminal(acquirer, terminal);
        if (number < 0)
            return null;
        if (_queries.HeldTransaction(number, txn) is { } held)
            return held;
        return _queries.IsClosed(number, txn) ? (await Closed(acquirer, terminal)).Find(transaction => transaction.Txn == txn) : null;
    }

    public Task<SubjectTotals?> GetSubject(SubjectKind kind, string id, AcquirerCut? cut)
    {
        Settled();
        return Task.FromResult(_queries.Subject(kind, id, cut));
    }

    public Task<MerchantView?> GetMerchant(string acquirer, string merchant)
    {
        Settled();
        return Task.FromResult(_queries.Merchant(acquirer, merchant));
    }

    public Task<IReadOnlyList<SubjectTotals>> ListSubjects(SubjectKind kind, string? acquirer, string? after, int limit, AcquirerCut? cut)
    {
        Settled();
        return Task.FromResult(_queries.Subjects(kind, acquirer, after, limit, cut));
    }

    public async Task<Tally> GetMap(bool byMerchant, AcquirerCut? cut)
    {
        var scan = new MapScan(_shard.State, byMerchant, cut, Settled());
        await Through(scan.Step);
        return scan.Groups;
    }

    public async Task<Tally> GetRecent(SubjectKind kind, long from, long to, AcquirerCut? cut)
    {
        var scan = new RecentScan(_shard.State, kind, from, to, cut);
        await Through(scan.Step);
        return scan.Parties;
    }

    public async Task<MinuteFigures> GetHistory(HistoryQuery query)
    {
        var scan = new HistoryScan(_shard.State, query);
        await Through(scan.Step);
        return scan.Minutes;
    }

    public async Task<IReadOnlyList<SearchHit>> Search(SearchQuery query)
    {
        var scan = new SearchScan(_shard.State, _queries, query);
        await Through(scan.Step);
        return scan.Found;
    }

    // The history is folded beside the live state, up to just the record that the live state has seen, so that nothing is missed or shown twice.
    private async Task<List<TransactionView>> Closed(string acquirer, string terminal)
    {
        var (through, clock) = (_shard.State.Seq, _shard.State.Clock);
        var history = new TerminalHistory(_journal, _options, await ConfigurationLog());
        return await Task.Run(() => history.Closed(_number, acquirer, terminal, through, clock));
    }

    private async Task<IReadOnlyList<ConfigurationChange>> ConfigurationLog()
    {
        List<ConfigurationChange> log = [];
        if (_shard.State.Book.Now.Version == 0)
            return log;
        ConfigurationNews news;
        var after = 0L;
        do
        {
            news = await Configurations.Since(-1, after);
            log.AddRange(news.Changes);
            after = news.Through;
        }
        while (news.More);
        return log;
    }
}
