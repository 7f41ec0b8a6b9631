using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PosMonitor.Benchmarks.Report;
using PosMonitor.Json;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Searches;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>
/// What a look at the whole fleet costs, in processor time: the shards, and at the most in one go, what it takes to add them up, and how large the map is.
/// Twenty terminals a merchant, each with one transaction that is held.
/// </summary>
internal sealed class OverviewSpeed : IBenchmark
{
    private const int Rounds = 3;

    private readonly OrderedDictionary<(string What, string Unit), List<double>> _figures = [];

    public string Name => "overviews";

    public string Help => "overviews [TERMINALS]: the map, the last hour, the worst, and a search, over the whole fleet";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var fleet = Fleet(number ?? 1_000_000);
        for (var round = 1; round <= Rounds; round++)
            Look(fleet);
        return Task.FromResult<IReadOnlyList<MeasuredRow>>(
            [.. _figures.Select(figure => new MeasuredRow($"{fleet.Terminals:N0} terminals: {figure.Key.What}", figure.Key.Unit, null, figure.Value))]);
    }

    private static GeneratedFleet Fleet(int terminals)
    {
        var fleet = new GeneratedFleet(terminalsPerMerchant: 20, acquirerEvery: 20);
        for (var terminal = 0; terminal < terminals; terminal++)
        {
            var at = TimeSpan.FromSeconds(500.0 * terminal / terminals);
            fleet.Transaction(terminal, 0, at);
            if (terminal % (terminals / 50) == 0)
                fleet.Watermark(at);
        }
        fleet.Watermark(TimeSpan.FromSeconds(510));
        return fleet;
    }

    private void Look(GeneratedFleet fleet)
    {
        var clock = fleet.All[0].State.Clock;
        var minute = clock - clock % TimeSpan.TicksPerMinute;
        var map = Scan("map", fleet, state => new MapScan(state, byMerchant: true, null, clock), scan => scan.Step(), scan => scan.Groups);
        var groups = Timed("map, its sum", () => MapGroups.Sum(map, MapGroups.Most));
        var rows = Timed("map, its groups", () => MapGroup.Of(groups));
        Size("map as items", () => new MapAnswer(rows));
        Size("map as columns", () => MapColumns.Of(rows));
        var query = new HistoryQuery(minute - 59 * TimeSpan.TicksPerMinute, clock, null, null);
        var history = Scan("history", fleet, state => new HistoryScan(state, query), scan => scan.Step(), scan => scan.Minutes);
        Timed("history, its sum", () => HistoryScan.Sum(null, history));
        var slot = clock - clock % SlotBook.Slot;
        var recent = Scan("worst merchants", fleet,
            state => new RecentScan(state, SubjectKind.Merchant, slot - SlotBook.LookBack * SlotBook.Slot, slot, null), scan => scan.Step(), scan => scan.Parties);
        Timed("worst merchants, their order", () => Ranking.Worst(SubjectKind.Merchant, recent, 10));
        foreach (var text in new[] { "1000", (10_000_000 + fleet.Terminals / 2).ToString(CultureInfo.InvariantCulture) })
        {
            var search = new SearchQuery(text, text, 20, null);
            var found = Search($"search of {text}", fleet, search);
            Timed($"search of {text}, its order", () => SearchOrder.Best(found.SelectMany(part => part), 20));
        }
    }

    private List<IReadOnlyList<SearchHit>> Search(string what, GeneratedFleet fleet, SearchQuery query)
    {
        var shards = fleet.All.ToDictionary(shard => shard.State);
        return Scan(what, fleet, state => new SearchScan(state, new ShardQueries(state, shards[state].Transactions), query), scan => scan.Step(), scan => scan.Found);
    }

    // One shard after the other; in a silo as many at a time as there are processors.
    private List<TResult> Scan<TScan, TResult>(string what, GeneratedFleet fleet, Func<ShardState, TScan> start, Func<TScan, bool> step, Func<TScan, TResult> end)
    {
        List<TResult> results = [];
        List<double> steps = [];
        var before = Environment.CpuUsage.TotalTime;
        foreach (var shard in fleet.All)
        {
            var scan = start(shard.State);
            bool more;
            do
            {
                var stepped = Stopwatch.GetTimestamp();
                more = step(scan);
                steps.Add(Stopwatch.GetElapsedTime(stepped).TotalMilliseconds);
            }
            while (more);
            var ended = Stopwatch.GetTimestamp();
            results.Add(end(scan));
            steps.Add(Stopwatch.GetElapsedTime(ended).TotalMilliseconds);
        }
        Add($"{what}, all shards", "ms", (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        steps.Sort();
        Add($"{what}, in one go at nine of ten", "ms", steps[steps.Count * 9 / 10]);
        return results;
    }

    private T Timed<T>(string what, Func<T> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = work();
        Add(what, "ms", (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        return result;
    }

    private void Size<T>(string what, Func<T> answer) =>
        Add(what, "MB", Timed($"{what}, written", () => JsonSerializer.SerializeToUtf8Bytes(answer(), WireFormat.Options)).Length / 1e6);

    private void Add(string what, string unit, double value)
    {
        if (!_figures.TryGetValue((what, unit), out var values))
            _figures[(what, unit)] = values = [];
        values.Add(value);
    }
}
