using PosMonitor.Access;
using PosMonitor.Merchants;
using PosMonitor.Overviews;
using PosMonitor.Searches;
using PosMonitor.Terminals;

namespace PosMonitor.Parties;

/// <summary>
/// The whole fleet, put together from its shards at the moment of the question, so that no sum can drift from its parts. Stateless: use key 0.
/// </summary>
[Alias("pos.fleet")]
public interface IFleetGrain : IGrainWithIntegerKey
{
    /// <summary>The fleet, or what of it belongs to the acquirers to which it is cut.</summary>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    [Alias("fleet")]
    Task<FleetView> GetFleet(AcquirerCut? cut);

    /// <summary>An acquirer or issuer, or null where no event that the reader may see ever named it.</summary>
    [Alias("subject")]
    Task<SubjectTotals?> GetSubject(SubjectKind kind, string id, AcquirerCut? cut);

    /// <summary>A merchant of an acquirer, or null.</summary>
    [Alias("merchant")]
    Task<MerchantView?> GetMerchant(string acquirer, string merchant);

    /// <summary>Acquirers, issuers, or the merchants of an acquirer, in order of their ids.</summary>
    /// <param name="kind">What to list.</param>
    /// <param name="acquirer">Whose merchants; null for the other kinds.</param>
    /// <param name="after">The id after which to start; null for the beginning.</param>
    /// <param name="limit">1 … 1000.</param>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    [Alias("subjects")]
    Task<SubjectPage> ListSubjects(SubjectKind kind, string? acquirer, string? after, int limit, AcquirerCut? cut);

    [Alias("terminals")]
    Task<TerminalPage> ListTerminals(TerminalQuery query);

    /// <summary>
    /// The terminals in groups, by <c>acquirer/merchant</c> with counts of <see cref="MapCount"/>. The key <c>acquirer/</c> stands for terminals without a
    /// merchant, of all groups that were too many to be shown, and, by acquirer, of all.
    /// </summary>
    /// <param name="byMerchant">By the merchant that a terminal is bound to; else by acquirer alone.</param>
    /// <param name="cut">The acquirers that are shown; null for all.</param>
    [Alias("map")]
    Task<Tally> GetMap(bool byMerchant, AcquirerCut? cut);

    /// <summary>The merchants and issuers with the most failures among what finished in the last five minutes that are judged.</summary>
    /// <param name="limit">How many of each at the most.</param>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    [Alias("worst")]
    Task<FleetWorst> GetWorst(int limit, AcquirerCut? cut);

    /// <summary>What of the fleet is looked for, best first.</summary>
    [Alias("search")]
    Task<IReadOnlyList<SearchHit>> Search(SearchQuery query);

    /// <summary>The last hour by minute, up to the settled clock, by the transactions' request time.</summary>
    /// <param name="issuer">Only transactions with its cards; null for all.</param>
    /// <param name="cut">The acquirers that are counted; null for all.</param>
    [Alias("history")]
    Task<MinuteFigures> GetHistory(string? issuer, AcquirerCut? cut);
}
