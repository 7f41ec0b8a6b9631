using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Merchants;
using PosMonitor.Overviews;
using PosMonitor.Searches;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Parties;

/// <summary>Puts the fleet together from its shards, question by question.</summary>
[StatelessWorker]
public sealed class FleetGrain(IOptions<MonitorOptions> options, IAlertStore store) : Grain, IFleetGrain
{
    /// <summary>How long the alert book may take to answer; one that comes back to life with many open alerts takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public async Task<FleetView> GetFleet(AcquirerCut? cut)
    {
        // The book first: what it has judged is in every shard by then.
        var judged = await JudgedThrough();
        var shards = await EveryShard(shard => shard.GetStatus(cut));
        var totals = new SubjectTotals("fleet");
        foreach (var shard in shards)
            totals.Add(shard.Fleet);
        return new FleetView
        {
            Totals = totals,
            StreamClock = options.Value.Clock == ClockMode.Stream,
            SettledThrough = SettledThrough(judged, shards),
            AfterClose = shards.Sum(shard => shard.AfterClose),
            Terminals = shards.Sum(shard => shard.Terminals),
            Events = shards.Sum(shard => shard.Events),
            EventsPerSecond = shards.Sum(shard => shard.EventsPerSecond),
            LagMs = shards.Max(shard => shard.LagMs),
        };
    }

    public async Task<SubjectTotals?> GetSubject(SubjectKind kind, string id, AcquirerCut? cut) =>
        Sum(id, (await EveryShard(shard => shard.GetSubject(kind, id, cut))).OfType<SubjectTotals>());

    public async Task<MerchantView?> GetMerchant(string acquirer, string merchant)
    {
        var parts = (await EveryShard(shard => shard.GetMerchant(acquirer, merchant))).OfType<MerchantView>().ToList();
        return parts.Count == 0 ? null : new MerchantView(acquirer, Sum(merchant, parts.Select(part => part.Totals))!,
            [.. parts.SelectMany(part => part.Terminals).Order(StringComparer.Ordinal)]);
    }

    public async Task<SubjectPage> ListSubjects(SubjectKind kind, string? acquirer, string? after, int limit, AcquirerCut? cut)
    {
        // The first of the whole are among the first of each part.
        var parts = await EveryShard(shard => shard.ListSubjects(kind, acquirer, after, limit + 1, cut));
        var items = parts.SelectMany(part => part).GroupBy(part => part.Id).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Take(limit + 1).Select(group => Sum(group.Key, group)!).ToList();
        if (items.Count <= limit)
            return new SubjectPage(items, null);
        items.RemoveAt(limit);
        return new SubjectPage(items, items[^1].Id);
    }

    public async Task<TerminalPage> ListTerminals(TerminalQuery query)
    {
        var parts = await EveryShard(shard => shard.ListTerminals(query with { Limit = query.Limit + 1 }));
        var items = parts.SelectMany(part => part).OrderBy(terminal => terminal.Terminal, StringComparer.Ordinal).Take(query.Limit + 1).ToList();
        var next = items.Count > query.Limit ? items[query.Limit - 1].Terminal : null;
        items = [.. items.Take(query.Limit)];
        var open = await GrainFactory.GetGrain<IAlertBookGrain>(0).OpenOf([.. items.Select(item => TerminalKey.Of(item.Acquirer, item.Terminal))]);
        return new TerminalPage([.. items.Select((item, place) => item with { OpenAlerts = open[place] })], next);
    }

    public async Task<Tally> GetMap(bool byMerchant, AcquirerCut? cut) =>
        MapGroups.Sum(await EveryShard(shard => shard.GetMap(byMerchant, cut)), MapGroups.Most);

    public Task<FleetWorst> GetWorst(int limit, AcquirerCut? cut) => new WorstDesk(GrainFactory, EveryShard, cut).Worst(limit);

    public async Task<MinuteFigures> GetHistory(string? issuer, AcquirerCut? cut)
    {
        // The clock is the same for everybody; totals are not asked for.
        if ((await GetFleet(AcquirerCut.Nothing)).SettledThrough is not { } settled)
            return new MinuteFigures(null, []);
        var from = settled.UtcTicks - settled.UtcTicks % TimeSpan.TicksPerMinute - (MinuteFigures.Count - 1) * TimeSpan.TicksPerMinute;
        var query = new HistoryQuery(from, settled.UtcTicks, issuer, cut);
        return HistoryScan.Sum(new DateTimeOffset(from, TimeSpan.Zero), await EveryShard(shard => shard.GetHistory(query)));
    }

    public async Task<IReadOnlyList<SearchHit>> Search(SearchQuery query) =>
        SearchOrder.Best((await EveryShard(shard => shard.Search(query))).SelectMany(part => part), query.Limit);

    // What the store has of it is true as well. It lags behind within a slot, which shows with the stream clock only.
    private async Task<long> JudgedThrough()
    {
        var asked = GrainFactory.GetGrain<IAlertBookGrain>(0).JudgedThrough();
        if (options.Value.Clock == ClockMode.Stream)
            return await asked;
        try
        {
            return await asked.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return await store.JudgedThrough(CancellationToken.None);
        }
    }

    private DateTimeOffset? SettledThrough(long judged, IReadOnlyList<ShardStatus> shards)
    {
        if (judged == long.MinValue)
            return null;
        if (options.Value.Clock == ClockMode.Stream)
            return new DateTimeOffset(judged, TimeSpan.Zero);
        // Beyond what is judged the clock may run on to the end of the slot it is in: nothing is judged before that.
        var slotEnd = judged - judged % SlotBook.Slot + SlotBook.Slot;
        return new DateTimeOffset(Math.Min(slotEnd, shards.Min(shard => shard.Settled)), TimeSpan.Zero);
    }

    private static SubjectTotals? Sum(string id, IEnumerable<SubjectTotals> parts)
    {
        SubjectTotals? sum = null;
        foreach (var part in parts)
            (sum ??= new SubjectTotals(id)).Add(part);
        return sum;
    }

    private async Task<T[]> EveryShard<T>(Func<IShardGrain, Task<T>> call) =>
        await Task.WhenAll(Enumerable.Range(0, options.Value.Shards).Select(shard => call(GrainFactory.GetGrain<IShardGrain>(shard))));
}
