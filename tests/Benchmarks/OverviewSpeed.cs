using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Searches;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks;

/// <summary>
/// What a look at the whole fleet costs: how long it takes a shard, and at the most in one go, how long it takes to add the shards up, and how large the map
/// is. Twenty terminals a merchant, each with one transaction that is held.
/// </summary>
internal static class OverviewSpeed
{
    private const int Rounds = 3;

    public static void Measure(int terminals)
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
        var clock = fleet.All[0].State.Clock;
        var minute = clock - clock % TimeSpan.TicksPerMinute;
        Console.WriteLine($"{fleet.Terminals} terminals, {fleet.Held} held transactions, {GeneratedFleet.Shards} shards");
        for (var round = 1; round <= Rounds; round++)
        {
            var map = Scan("map", fleet, state => new MapScan(state, byMerchant: true, null, clock), scan => scan.Step(), scan => scan.Groups);
            var groups = Timed("  its sum", () => MapGroups.Sum(map, MapGroups.Most));
            var rows = Timed("  its groups", () => MapGroup.Of(groups));
            Console.WriteLine($"  {rows.Count} groups of {Timed("  all", () => MapGroups.Sum(map, int.MaxValue)).Counts.Length / MapGroups.Width}");
            Size("  as items", () => new MapAnswer(rows));
            Size("  as columns", () => MapColumns.Of(rows));
            var query = new HistoryQuery(minute - 59 * TimeSpan.TicksPerMinute, clock, null, null);
            var history = Scan("history", fleet, state => new HistoryScan(state, query), scan => scan.Step(), scan => scan.Minutes);
            Timed("  its sum", () => HistoryScan.Sum(null, history));
            var slot = clock - clock % SlotBook.Slot;
            var recent = Scan("worst merchants", fleet,
                state => new RecentScan(state, SubjectKind.Merchant, slot - SlotBook.LookBack * SlotBook.Slot, slot, null), scan => scan.Step(), scan => scan.Parties);
            Timed("  their order", () => Ranking.Worst(SubjectKind.Merchant, recent, 10));
            foreach (var text in new[] { "1000", (10_000_000 + terminals / 2).ToString(CultureInfo.InvariantCulture) })
            {
                var search = new SearchQuery(text, text, 20, null);
                var found = Search($"search of {text}", fleet, search);
                Timed("  its order", () => SearchOrder.Best(found.SelectMany(part => part), 20));
            }
        }
    }

    private static List<IReadOnlyList<SearchHit>> Search(string what, GeneratedFleet fleet, SearchQuery query)
    {
        var shards = fleet.All.ToDictionary(shard => shard.State);
        return Scan(what, fleet, state => new SearchScan(state, new ShardQueries(state, shards[state].Transactions), query), scan => scan.Step(), scan => scan.Found);
    }

    // One shard after the other; in a silo as many at a time as there are processors.
    private static List<TResult> Scan<TScan, TResult>(string what, GeneratedFleet fleet, Func<ShardState, TScan> start, Func<TScan, bool> step, Func<TScan, TResult> end)
    {
        List<TResult> results = [];
        List<double> steps = [];
        var before = Processor();
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
        var used = (Processor() - before).TotalMilliseconds;
        steps.Sort();
        Console.WriteLine($"{what}: {used / GeneratedFleet.Shards:F2} ms of a processor a shard, {used:F0} ms all; in one go {steps[steps.Count / 2]:F2} ms in the middle, {steps[steps.Count * 9 / 10]:F2} at nine of ten");
        return results;
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        var before = Processor();
        var result = work();
        Console.WriteLine($"{what}: {(Processor() - before).TotalMilliseconds:F0} ms of a processor");
        return result;
    }

    // Others may use the machine: their time is not ours.
    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static void Size<T>(string what, Func<T> answer) =>
        Console.WriteLine($"{what}: {Timed($"{what}, written", () => JsonSerializer.SerializeToUtf8Bytes(answer(), WireFormat.Options)).Length / 1e6:F2} MB");
}
