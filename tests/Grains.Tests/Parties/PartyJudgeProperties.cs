using CsCheck;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties;

/// <summary>The judge against the contract read literally: at every slot end, add up what each shard knew at its first tick from then on.</summary>
public sealed class PartyJudgeProperties
{
    private static readonly DetectionOptions Options = new() { MerchantMin = 4, IssuerMin = 6 };
    private static readonly long Start = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>One step of a shard: some finishes (seconds before the tick, merchant, terminal, failed), then a tick so many seconds later.</summary>
    private static readonly Gen<(int Step, (int Ago, int Merchant, int Terminal, int Luck)[] Finishes)> Step =
        Gen.Select(
            Gen.Frequency((20, Gen.Int[1, 40]), (1, Gen.Int[200, 2000])),
            Gen.Select(Gen.Int[-15, 80], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 9]).Array[0, 8]);

    private static readonly Gen<List<JournalOfFinishes>> Journals = Step.Array[1, 25].Array[1, 3].Select(shards => shards.Select(JournalOf).ToList());

    [Fact]
    public void It_finds_what_the_contract_says_however_it_is_told() =>
        Gen.Select(Journals, Gen.Int[0, 1_000_000]).Sample((journals, seed) =>
        {
            var expected = Literal(journals);
            var told = Tell(journals, new Random(seed), restarts: false);
            Assert.Equal(expected, told);
        }, iter: 200);

    [Fact]
    public void The_journals_of_these_tests_do_open_and_resolve_alerts()
    {
        int opened = 0, resolved = 0;
        Journals.Sample(journals =>
        {
            var said = Literal(journals);
            Interlocked.Add(ref opened, said.Count(line => line.EndsWith("Open", StringComparison.Ordinal)));
            Interlocked.Add(ref resolved, said.Count(line => line.EndsWith("Resolve", StringComparison.Ordinal)));
        }, iter: 100);
        Assert.InRange(opened, 30, int.MaxValue);
        Assert.InRange(resolved, 20, int.MaxValue);
    }

    [Fact]
    public void A_restart_in_the_middle_changes_nothing() =>
        Gen.Select(Journals, Gen.Int[0, 1_000_000]).Sample((journals, seed) =>
        {
            var expected = Literal(journals);
            var told = Tell(journals, new Random(seed), restarts: true);
            Assert.Equal(expected, told);
        }, iter: 200);

    /// <summary>Tells the journals in random pieces, some of them twice; now and then the judge or a shard starts again.</summary>
    private static List<string> Tell(List<JournalOfFinishes> journals, Random random, bool restarts)
    {
        var judge = New(journals.Count, long.MinValue, []);
        var next = new int[journals.Count];
        var said = new List<string>();
        var open = new Dictionary<(string, string), AlertEffect>();
        for (var shard = 0; shard < journals.Count; shard++)
            judge.Introduce(shard, new SlotReport(long.MinValue, []));

        while (next.Select((n, shard) => n < journals[shard].Reports.Count).Any(more => more) || judge.JudgedThrough < journals.Min(journal => journal.Clock))
        {
            var shard = random.Next(journals.Count);
            var reports = journals[shard].Reports;
            var to = Math.Min(reports.Count, next[shard] + random.Next(1, 4));
            for (var i = Math.Max(0, next[shard] - random.Next(2)); i < to; i++)
                judge.Hear(shard, reports[i]);
            next[shard] = to;
            judge.Advance(shard, to == reports.Count ? journals[shard].Clock : reports[to - 1].Clock);
            foreach (var effect in judge.Judge())
            {
                said.Add(Line(effect.Action, effect.Rule, effect.SubjectId, effect.At));
                if (effect.Action == AlertAction.Open)
                    open.Add((effect.Rule, effect.SubjectId), effect);
                else
                    Assert.True(open.Remove((effect.Rule, effect.SubjectId)), "resolved what was not open");
            }
            if (!restarts || random.Next(4) != 0)
                continue;
            var whole = random.Next(2) == 0;
            if (whole)
                judge = New(journals.Count, judge.JudgedThrough, open.Values);
            for (var again = 0; again < journals.Count; again++)
                if (whole || again == shard)
                    next[again] = Introduce(judge, again, journals[again]);
        }
        return [.. said.Order(StringComparer.Ordinal)];
    }

    /// <summary>A shard introduces itself with what it held when its slots were last judged, and tells again what came after.</summary>
    private static int Introduce(PartyJudge judge, int shard, JournalOfFinishes journal)
    {
        var (clock, held) = journal.HeldAt(judge.JudgedThrough);
        judge.Introduce(shard, JournalOfFinishes.Packed(clock, held));
        return journal.Reports.Count(report => report.Clock <= clock);
    }

    private static PartyJudge New(int shards, long judgedThrough, IEnumerable<AlertEffect> open)
    {
        var book = new AlertBook(0, []);
        var draft = new AlertDraft(book, new Dictionary<string, Alert>(), DateTimeOffset.UnixEpoch);
        foreach (var effect in open)
            draft.Apply(effect);
        return new PartyJudge(Configuration.Start(Options), shards, judgedThrough, draft.Latest);
    }

    private static List<string> Literal(List<JournalOfFinishes> journals)
    {
        var said = new List<string>();
        var all = journals.SelectMany((journal, shard) => journal.Finishes.Select(f => (f.Finish, f.Tick, Shard: shard))).ToList();
        var settled = journals.Min(journal => journal.Clock);
        // The first tick of each shard from a slot end on: what is counted there counts.
        long TickOf(int shard, long end) =>
            journals[shard].Ticks.First(tick => tick >= end);
        foreach (var (rule, kind, min, terminals) in new[] { ("merchant.failing", SubjectKind.Merchant, Options.MerchantMin, 2), ("issuer.degraded", SubjectKind.Issuer, Options.IssuerMin, 5) })
            foreach (var subject in all.GroupBy(f => kind == SubjectKind.Merchant ? f.Finish.Merchant : f.Finish.Issuer))
            {
                var on = false;
                for (var end = Start - 600 * TimeSpan.TicksPerSecond; end <= settled; end += PartyJudge.Slot)
                {
                    var known = subject.Where(f => f.Tick <= TickOf(f.Shard, end) && SlotOf(f.Finish) < end).ToList();
                    var recent = known.Where(f => SlotOf(f.Finish) >= end - 6 * PartyJudge.Slot).ToList();
                    var span = recent.Count >= min ? recent : known.Where(f => SlotOf(f.Finish) >= end - 30 * PartyJudge.Slot).ToList();
                    var failed = span.Where(f => f.Finish.Failed).ToList();
                    if (!on && span.Count >= min && failed.Count * 10 >= span.Count * 3 && failed.Select(f => (f.Shard, f.Finish.Terminal)).Distinct().Count() >= terminals)
                    {
                        on = true;
                        said.Add(Line(AlertAction.Open, rule, subject.Key, end));
                    }
                    else if (on && (span.Count == 0 || failed.Count * 10 < span.Count))
                    {
                        on = false;
                        said.Add(Line(AlertAction.Resolve, rule, subject.Key, end));
                    }
                }
            }
        return [.. said.Order(StringComparer.Ordinal)];
    }

    private static JournalOfFinishes JournalOf((int Step, (int Ago, int Merchant, int Terminal, int Luck)[] Finishes)[] steps)
    {
        var journal = new JournalOfFinishes();
        var clock = Start;
        foreach (var (step, finishes) in steps)
        {
            clock += step * TimeSpan.TicksPerSecond;
            // Bad and good times take turns, so that alerts open and resolve.
            var bad = clock / TimeSpan.TicksPerSecond / 200 % 2 == 0 ? 6 : 0;
            foreach (var (ago, merchant, terminal, luck) in finishes)
                journal.Finish(new Finish(clock - ago * TimeSpan.TicksPerSecond, $"a/m{merchant}", "icbc", terminal, luck < bad));
            journal.Tick(clock);
        }
        return journal;
    }

    private static long SlotOf(Finish finish) => finish.At / PartyJudge.Slot * PartyJudge.Slot;

    private static string Line(AlertAction action, string rule, string subject, long at) => $"{subject} {rule} {new DateTime(at):HH:mm:ss} {action}";
}
