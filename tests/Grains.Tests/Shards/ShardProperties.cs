using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Shards;

/// <summary>What holds of every history. The seed of one that fails is in the message.</summary>
public sealed class ShardProperties
{
    private const int Histories = 120;
    private static readonly string[] Codes = ["00", "00", "51", "96"];
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_order_and_the_repetition_of_a_transactions_events_do_not_matter()
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var events = Transaction(random);
            var settings = new DetectionOptions { NotifyMerchant = seed % 2 == 0 };
            var expected = ConclusionOf(events, settings);
            for (var shuffle = 0; shuffle < 4; shuffle++)
            {
                PosEvent[] shuffled = [.. events, .. events.Where(_ => random.Next(3) == 0)];
                random.Shuffle(shuffled);
                var actual = ConclusionOf(shuffled, settings);
                Assert.True(expected == actual, $"Seed {seed}, shuffle {shuffle}: {expected}, but shuffled {actual}, of\n{string.Join('\n', shuffled.Select(Text))}");
            }
        }
    }

    [Theory]
    [InlineData(ClockMode.Stream)]
    [InlineData(ClockMode.Wall)]
    public void Every_sum_is_that_of_its_parts_after_every_record(ClockMode clock) => EveryHistory(clock, (run, _) => CheckSums(run));

    [Theory]
    [InlineData(ClockMode.Stream)]
    [InlineData(ClockMode.Wall)]
    public void The_totals_are_those_of_the_transactions_after_every_record(ClockMode clock) => EveryHistory(clock, (run, _) => CheckAgainstTransactions(run));

    [Theory]
    [InlineData(ClockMode.Stream)]
    [InlineData(ClockMode.Wall)]
    public void Going_on_from_a_snapshot_is_as_never_having_stopped(ClockMode clock)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            var random = new Random(seed);
            var (straight, stopped) = (new ShardRun(clock: clock), new ShardRun(clock: clock));
            foreach (var e in Events(seed))
            {
                if (random.Next(6) == 0)
                    stopped.Restart();
                Take(straight, e, clock);
                Take(stopped, e, clock);
            }
            var (expected, actual) = (new ShardSketch(straight).Lines(), new ShardSketch(stopped).Lines());
            var differences = expected.Zip(actual).Where(pair => pair.First != pair.Second).Select(pair => $"without a stop: {pair.First}\nwith stops: {pair.Second}");
            Assert.True(expected.SequenceEqual(actual), $"Seed {seed}, {clock}:\n{string.Join('\n', differences.Take(5))}");
        }
    }

    private static void EveryHistory(ClockMode clock, Action<ShardRun, int> check)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            var run = new ShardRun(clock: clock);
            var record = 0;
            foreach (var e in Events(seed))
            {
                record++;
                try
                {
                    Take(run, e, clock);
                    check(run, record);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"Seed {seed}, {clock}, record {record}: {failure.Message}", failure);
                }
            }
        }
    }

    // Two acquirers with a terminal each, two merchants and two issuers.
    private static IEnumerable<PosEvent> Events(int seed) => new RandomHistory(seed).Draw().Select(step => step.Event).OfType<PosEvent>().Select(e => e with
    {
        Acquirer = e.Type == EventType.Watermark ? null : e.Terminal == "T2" ? "chinaums" : "lakala",
        Merchant = e.Type == EventType.Request ? $"M{e.Amount}" : e.Merchant,
    });

    // By the wall clock an event arrives when it happened, or right after the one before; a watermark is a tick, every other one of a slot's end.
    private static void Take(ShardRun run, PosEvent e, ClockMode clock)
    {
        if (clock == ClockMode.Wall)
        {
            run.Now = e.Time > run.Now ? e.Time : run.Now;
            if (e.Type == EventType.Watermark)
            {
                run.Tick(run.Now, settle: e.Time.Millisecond % 2 == 0);
                return;
            }
        }
        run.Take(e);
    }

    private static void CheckSums(ShardRun run)
    {
        var sketch = new ShardSketch(run);
        var fleet = run.Shard.State.Parties.Fleet;
        CheckSum("acquirers", fleet, sketch.Acquirers, orphans: true);
        CheckSum("terminals", fleet, sketch.Terminals, orphans: true);
        CheckSum("merchants", fleet, sketch.Merchants, orphans: false);
        CheckSum("issuers", fleet, sketch.Issuers, orphans: false);
        foreach (var totals in sketch.Acquirers.Concat(sketch.Issuers).Concat(sketch.Merchants).Concat(sketch.Terminals).Append(fleet))
            CheckOne(totals);
    }

    private static void CheckSum(string parts, SubjectTotals whole, IEnumerable<SubjectTotals> subjects, bool orphans)
    {
        var sum = new SubjectTotals(parts);
        foreach (var subject in subjects)
            sum.Add(subject);
        foreach (var ((window, expected), (_, actual)) in ShardSketch.Windows(whole).Zip(ShardSketch.Windows(sum)))
        {
            foreach (var figure in Enum.GetValues<Figure>().Where(figure => orphans || figure != Figure.Orphan))
                Same($"{window} {figure} of the fleet and of its {parts}", expected[figure], actual[figure]);
            Same($"{window} responses of the fleet and of its {parts}", Buckets(expected.ResponseMs), Buckets(actual.ResponseMs));
            Same($"{window} delays of the fleet and of its {parts}", Buckets(expected.DelayMs), Buckets(actual.DelayMs));
        }
    }

    private static void CheckOne(SubjectTotals totals)
    {
        foreach (var (window, figures) in ShardSketch.Windows(totals))
        {
            foreach (var figure in Enum.GetValues<Figure>())
                Assert.True(figures[figure] >= 0, $"{window} {figure} of {totals.Id} is {figures[figure]}.");
            Same($"{window} matches of {totals.Id}", figures[Figure.OnTime] + figures[Figure.Late], figures.DelayMs.Count);
            Assert.True(figures.Expected + figures[Figure.Unexpected] <= figures.Requested, $"{window} of {totals.Id}: more verdicts than requests.");
            Assert.True(figures.ResponseMs.Count <= figures.Requested, $"{window} of {totals.Id}: more responses than requests.");
        }
        foreach (var figure in Enum.GetValues<Figure>())
        {
            Assert.True(
                totals.M1[figure] <= totals.M5[figure] && totals.M5[figure] <= totals.H1[figure] && totals.H1[figure] <= totals.Total[figure],
                $"{figure} of {totals.Id}: a shorter window has more.");
        }
    }

    private static void CheckAgainstTransactions(ShardRun run)
    {
        var all = new ShardSketch(run).Transactions.ToList();
        var requested = all.Where(view => view.RequestedAt is not null).ToList();
        var figures = run.Shard.State.Parties.Fleet.Total;
        Same("requested", requested.Count, figures.Requested);
        foreach (var outcome in Enum.GetValues<Outcome>())
            Same($"{outcome}", requested.Count(view => view.Outcome == outcome), figures[Enum.Parse<Figure>($"{outcome}")]);
        foreach (var verdict in Enum.GetValues<Verdict>().Where(verdict => verdict != Verdict.NotExpected))
            Same($"{verdict}", requested.Count(view => view.Verdict == verdict), figures[Enum.Parse<Figure>($"{verdict}")]);
        Same("late responses", requested.Count(view => view.LateResponse), figures[Figure.LateResponse]);
        Same("orphans", all.Count(view => view.Orphan), figures[Figure.Orphan]);
        Same("responses", requested.Count(view => view.ResponseMs is not null), figures.ResponseMs.Count);
    }

    private static string ConclusionOf(IEnumerable<PosEvent> events, DetectionOptions settings)
    {
        var run = new ShardRun(settings);
        foreach (var e in events)
            run.Take(e);
        run.Watermark(Start.AddDays(20));
        var view = run.Transaction("lakala", "T1", "x")!;
        return $"{view.Outcome} {view.Verdict} merchant {view.MerchantVerdict} in {view.ResponseMs} ms, told after {view.DelayMs} ms, late {view.LateResponse}, "
            + $"orphan {view.Orphan}, {view.Cause} {view.Code} {view.Amount} {view.Currency} {view.Issuer} {view.Kind}, {view.Events.Count} events";
    }

    // Within the hour that it is held, so that no order closes it early.
    private static List<PosEvent> Transaction(Random random)
    {
        int[] moments = [0, 1, 1_000, 1_001, 30_000, 31_000, 31_001, 60_000, 60_001, 61_000, 120_000, 900_000, 901_000, 3_000_000];
        List<PosEvent> events = [];
        for (var number = 1 + random.Next(7); number > 0; number--)
        {
            var e = new PosEvent
            {
                Type = (EventType)(1 + random.Next(5)),
                Time = Start.AddMilliseconds(moments[random.Next(moments.Length)]),
                Acquirer = "lakala",
                Terminal = "T1",
                Txn = "x",
            };
            events.Add(e.Type switch
            {
                EventType.Request => e with
                {
                    Amount = 100 + random.Next(2),
                    Merchant = "M1",
                    Currency = random.Next(5) == 0 ? "USD" : "CNY",
                    Issuer = random.Next(2) == 0 ? "icbc" : "ccb",
                    Kind = (TransactionKind)random.Next(2),
                },
                EventType.Notification => e with
                {
                    Amount = 100 + random.Next(2),
                    Channel = (NotificationChannel)random.Next(2),
                    Recipient = (NotificationRecipient)random.Next(2),
                    Status = (NotificationStatus)random.Next(3),
                },
                _ => e with { Code = Codes[random.Next(Codes.Length)] },
            });
        }
        return events;
    }

    private static string Buckets(Quantiles quantiles) => string.Join(' ', quantiles.Buckets().Select(bucket => $"{bucket.Bucket}:{bucket.Count}"));

    private static string Text(PosEvent e) => $"{(e.Time - Start).TotalMilliseconds} ms {e.Type} {e.Code}{e.Amount} {e.Currency} {e.Status} {e.Recipient}";

    private static void Same<T>(string what, T expected, T actual) => Assert.True(Equals(expected, actual), $"{what}: {expected} and {actual}");
}
