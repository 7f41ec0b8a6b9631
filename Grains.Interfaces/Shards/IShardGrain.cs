using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Merchants;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Searches;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>
/// One of a fixed number of shards (key 0 … n-1): a fold over its own journal that hosts the live state of its terminals. Gateways and the
/// other grains call it; users of the monitor address terminals and merchants.
/// </summary>
[Alias("pos.shard")]
public interface IShardGrain : IGrainWithIntegerKey
{
    /// <summary>Journals the events and applies them. When the call returns they are durable and what follows from them is visible.</summary>
    /// <exception cref="JournalUnavailableException">They could not be made durable; none was taken.</exception>
    [Alias("append")]
    Task Append(PackedBatch batch);

    /// <summary>With the wall clock: settles the shard up to <paramref name="now"/> and tells the alert book its figures of the slots that ended.</summary>
    [Alias("settle")]
    Task Settle(DateTimeOffset now);

    /// <summary>How the shard does. The totals and the number of terminals are those of the acquirers to which it is cut; the other figures are of all.</summary>
    [Alias("status")]
    Task<ShardStatus> GetStatus(AcquirerCut? cut);

    [Alias("terminal")]
    Task<TerminalView?> GetTerminal(string acquirer, string terminal);

    [Alias("terminals")]
    Task<IReadOnlyList<TerminalView>> ListTerminals(TerminalQuery query);

    [Alias("transactions")]
    Task<TransactionPage> GetTransactions(string acquirer, string terminal, TransactionQuery query);

    [Alias("transaction")]
    Task<TransactionView?> GetTransaction(string acquirer, string terminal, string txn);

    /// <summary>This shard's part of an acquirer or issuer, or null; of an issuer, on the terminals of the acquirers to which it is cut.</summary>
    [Alias("subject")]
    Task<SubjectTotals?> GetSubject(SubjectKind kind, string id, AcquirerCut? cut);

    /// <summary>This shard's part of a merchant, or null.</summary>
    [Alias("merchant")]
    Task<MerchantView?> GetMerchant(string acquirer, string merchant);

    /// <summary>This shard's parts of the first <paramref name="limit"/> subjects after <paramref name="after"/>, in ordinal order of their ids.</summary>
    [Alias("subjects")]
    Task<IReadOnlyList<SubjectTotals>> ListSubjects(SubjectKind kind, string? acquirer, string? after, int limit, AcquirerCut? cut);

    /// <summary>This shard's part of the map of the fleet: by <c>acquirer/merchant</c>, or <c>acquirer/</c> where there is no merchant, counts of <see cref="MapCount"/>.</summary>
    [Alias("map")]
    Task<Tally> GetMap(bool byMerchant, AcquirerCut? cut);

    /// <summary>
    /// This shard's part of what merchants (by <c>acquirer/merchant</c>) or issuers did in the slots from <paramref name="from"/> to before
    /// <paramref name="to"/>, UTC ticks: counts of <see cref="RecentCount"/>.
    /// </summary>
    [Alias("recent")]
    Task<Tally> GetRecent(SubjectKind kind, long from, long to, AcquirerCut? cut);

    /// <summary>This shard's part of the totals minute by minute.</summary>
    [Alias("history")]
    Task<MinuteFigures> GetHistory(HistoryQuery query);

    /// <summary>What of this shard is looked for, best first.</summary>
    [Alias("search")]
    Task<IReadOnlyList<SearchHit>> Search(SearchQuery query);

    /// <summary>Starts telling an observer of a terminal (<paramref name="merchant"/> false) or of the terminals of a merchant.</summary>
    [Alias("watch")]
    Task Watch(string acquirer, string id, bool merchant, ITerminalObserver observer);

    [Alias("unwatch")]
    Task Unwatch(string acquirer, string id, bool merchant, ITerminalObserver observer);

    /// <summary>Takes the changes of settings and registry up to a version, each at a definite place in the journal. When the call returns they are in force.</summary>
    [Alias("configure")]
    Task Configure(long through);

    /// <summary>Writes a snapshot of all that is applied and told, so that the next start has nothing to replay.</summary>
    [Alias("snapshot")]
    Task Snapshot();

    /// <summary>Goes on at the silo where the plan wants it, soon after the call has returned; where that is its silo already, nothing happens.</summary>
    [Alias("hand-over")]
    Task HandOver();

    /// <summary>The shard's live state, for who compares it with its journal.</summary>
    [Alias("image")]
    Task<ShardImage> GetImage();
}
