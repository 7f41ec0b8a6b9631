using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Overviews;

/// <summary>Puts together which merchants and issuers are the worst, and which alerts are open about them.</summary>
/// <param name="grains">Where to ask.</param>
/// <param name="everyShard">Asks all shards the same.</param>
/// <param name="cut">The acquirers that the reader may see; null for all.</param>
internal sealed class WorstDesk(IGrainFactory grains, Func<Func<IShardGrain, Task<Tally>>, Task<Tally[]>> everyShard, AcquirerCut? cut)
{
    private static readonly string[] OfMerchants = ["merchant.failing"], OfIssuers = ["issuer.degraded", "notification.degraded"];

    public async Task<FleetWorst> Worst(int limit)
    {
        var judged = await grains.GetGrain<IAlertBookGrain>(0).JudgedThrough();
        if (judged == long.MinValue)
            return new FleetWorst([], []);
        // The slots that the last judgement saw.
        var to = judged - judged % SlotBook.Slot;
        var from = to - SlotBook.LookBack * SlotBook.Slot;
        var merchants = Ranking.Worst(SubjectKind.Merchant, await everyShard(shard => shard.GetRecent(SubjectKind.Merchant, from, to, cut)), limit);
        var issuers = Ranking.Worst(SubjectKind.Issuer, await everyShard(shard => shard.GetRecent(SubjectKind.Issuer, from, to, cut)), limit);
        return new FleetWorst(
            await WithAlerts(SubjectKind.Merchant, OfMerchants, merchants), await WithAlerts(SubjectKind.Issuer, OfIssuers, issuers));
    }

    private async Task<List<WorstParty>> WithAlerts(SubjectKind kind, string[] rules, List<WorstParty> parties)
    {
        var subjects = parties.ConvertAll(party => party.Acquirer is null ? party.Id : TerminalKey.Of(party.Acquirer, party.Id));
        var open = await grains.GetGrain<IAlertBookGrain>(0).OpenAbout(kind, rules, subjects);
        var seen = await Task.WhenAll(open.Select(Seen));
        return [.. parties.Select((party, place) => party with { Alert = seen[place] })];
    }

    // An alert about an issuer may be of other acquirers' terminals only.
    private async Task<string?> Seen(string? alert) =>
        alert is null || cut is null || await grains.GetGrain<IAlertArchiveGrain>(0).Get(alert, cut) is not null ? alert : null;
}
