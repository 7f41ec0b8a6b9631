using System.Globalization;
using PosMonitor.Access;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Reference;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Overviews;

/// <summary>The map and the history of shards against a plain recount over the reference model, in random histories.</summary>
public sealed class OverviewComparisonTests
{
    private const int Shards = 3;
    private static readonly string[] Statuses = ["failing", "slow", "silent", "off-duty", "active", "idle"];
    private static readonly string?[] Issuers = [null, "icbc", "no-such-bank"];

    public static IEnumerable<object?[]> Cuts => [[null], ["lakala"], ["nobody"]];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void The_map_and_the_history_are_what_a_recount_finds(string? acquirer)
    {
        var cut = acquirer is null ? null : new AcquirerCut([acquirer]);
        var (counted, terminals) = (0L, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var (reference, run) = Play(seed);
            var clock = reference.Clock!.Value;

            var expected = Recount(reference, acquirer, clock);
            var map = MapGroups.Sum(run.Shards.Select(shard => Scan(new MapScan(shard.State, byMerchant: true, cut, clock.UtcTicks))), MapGroups.Most);
            Assert.True(expected.SequenceEqual(Lines(map)), $"Seed {seed}, map:\n{string.Join('\n', expected)}\nis\n{string.Join('\n', Lines(map))}");

            foreach (var issuer in Issuers)
            {
                var minutes = Recount(reference, acquirer, issuer, clock);
                var history = History(run, cut, issuer, clock);
                Assert.True(minutes.SequenceEqual(Lines(history)), $"Seed {seed}, history of {issuer}:\n{string.Join('\n', minutes)}\nis\n{string.Join('\n', Lines(history))}");
                counted += history.Sum(figures => figures?.Requested ?? 0);
            }
            terminals += expected.Count;
        }
        Assert.InRange(counted, 20, long.MaxValue);
        Assert.InRange(terminals, 20, int.MaxValue);
    }

    // Without the last watermark, which is far beyond all.
    private static (ReferenceMonitor Reference, MonitorRun Run) Play(int seed)
    {
        var (reference, run) = (new ReferenceMonitor(rules: Rules.All), new MonitorRun(Shards));
        var random = new Random(seed);
        foreach (var step in new RandomHistory(seed).Draw().SkipLast(1))
        {
            run.Take(step);
            if (random.Next(4) == 0)
                run.Rest(random.Next(Shards));
            if (step.Event is { } e)
                reference.Take(ReferenceComparisonTests.ToContract(e));
            else
                reference.Put(step.Path!, step.Body);
        }
        return (reference, run);
    }

    private static Tally Scan(MapScan scan)
    {
        while (scan.Step())
        {
        }
        return scan.Groups;
    }

    private static IReadOnlyList<Figures?> History(MonitorRun run, AcquirerCut? cut, string? issuer, DateTimeOffset clock)
    {
        var query = new HistoryQuery(First(clock).UtcTicks, clock.UtcTicks, issuer, cut);
        return HistoryScan.Sum(First(clock), run.Shards.Select(shard =>
        {
            var scan = new HistoryScan(shard.State, query);
            while (scan.Step())
            {
            }
            return scan.Minutes;
        })).Minutes;
    }

    private static DateTimeOffset First(DateTimeOffset clock) => new DateTimeOffset(clock.UtcTicks - clock.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(-59);

    // An event just 15 minutes ago is in the last 15 minutes; the reference leaves that edge out.
    private static List<string> Recount(ReferenceMonitor reference, string? acquirer, DateTimeOffset clock) => [.. reference.Terminals
        .Where(terminal => terminal.LastEventAt is not null && (acquirer is null || terminal.Acquirer == acquirer))
        .GroupBy(terminal => $"{terminal.Acquirer}/{terminal.Merchant}")
        .Select(group => $"{group.Key} {group.Count()} {string.Join(' ', Statuses.Select(status => group.Count(terminal => terminal.StatusAt(clock.AddTicks(-1)) == status)))} "
            + $"{group.Sum(terminal => terminal.Window.Count)} {group.Sum(terminal => terminal.Window.Count(finish => finish.Failure))}")
        .Order(StringComparer.Ordinal)];

    private static List<string> Recount(ReferenceMonitor reference, string? acquirer, string? issuer, DateTimeOffset clock) => [.. Enumerable.Range(0, 60).Select(minute =>
    {
        var from = First(clock).AddMinutes(minute);
        var totals = new Reference.Totals(reference.Transactions.Where(transaction => transaction.Facts.Request is not null
            && transaction.Time >= from && transaction.Time < from.AddMinutes(1) && transaction.Time <= clock
            && (acquirer is null || transaction.Acquirer == acquirer) && (issuer is null || transaction.Issuer == issuer)));
        return Line(totals.Transactions["requested"], totals.Transactions["approved"], totals.Transactions["failed"], totals.Transactions["timedOut"], totals.Transactions["reversed"],
            totals.Notifications["expected"], totals.Notifications["onTime"], totals.Notifications["late"], totals.Notifications["missing"], totals.ResponseMs.Count, totals.NotificationDelayMs.Count);
    })];

    private static List<string> Lines(IReadOnlyList<Figures?> minutes) => [.. minutes.Select(minute => minute ?? new Figures()).Select(of => Line(
        of.Requested, of[Figure.Approved], of[Figure.Failed], of[Figure.TimedOut], of[Figure.Reversed], of.Expected, of[Figure.OnTime], of[Figure.Late], of[Figure.Missing],
        of.ResponseMs.Count, of.DelayMs.Count))];

    private static string Line(params IEnumerable<long> numbers) => string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static List<string> Lines(Tally tally)
    {
        var book = new TallyBook(MapGroups.Width);
        book.Add(tally);
        return [.. Enumerable.Range(0, book.Groups).Select(group =>
        {
            var (acquirer, merchant) = PartyKey.Read(book.KeyOf(group));
            return $"{acquirer}/{merchant} {Line(book[group].ToArray().Select(count => (long)count))}";
        }).Order(StringComparer.Ordinal)];
    }
}
