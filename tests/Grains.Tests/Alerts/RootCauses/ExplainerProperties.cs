using PosMonitor.Settings;
using static PosMonitor.Alerts.RootCauses.Outages;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>What holds of every outage. The seed of one that fails is in the message.</summary>
public sealed class ExplainerProperties
{
    private const int Scripts = 400;
    private const int HoldSeconds = 7;
    private const int LastSecond = 60;
    private static readonly long Start = Effects.At("08:00:00");

    [Fact]
    public void What_explains_what_is_a_matter_of_event_time_however_it_is_told()
    {
        for (var seed = 1; seed <= Scripts; seed++)
        {
            var facts = Script(new Random(seed));
            var expected = Literal(facts);
            for (var telling = 0; telling < 3; telling++)
            {
                var run = new ExplainerRun(holdSeconds: HoldSeconds, restarts: telling == 2);
                TellInTime(run, facts, new Random(seed * 10 + telling));
                var actual = run.Alerts.Select(alert => Line(alert.Id, alert.Parent, alert.Delivered, ExplainerRun.Explains(alert))).Order(StringComparer.Ordinal).ToList();
                Assert.True(expected.SequenceEqual(actual),
                    $"Seed {seed}, telling {telling}: {string.Join("; ", expected.Except(actual))} but is {string.Join("; ", actual.Except(expected))}");
            }
        }
    }

    [Theory]
    [InlineData(ClockMode.Stream)]
    [InlineData(ClockMode.Wall)]
    public void A_restart_after_every_commit_changes_nothing(ClockMode mode)
    {
        for (var seed = 1; seed <= Scripts; seed++)
        {
            var facts = Script(new Random(seed));
            ExplainerRun without = new(mode, HoldSeconds), with = new(mode, HoldSeconds, restarts: true);
            TellAnyhow(without, facts, new Random(seed));
            TellAnyhow(with, facts, new Random(seed));
            for (var i = 0; i < Math.Max(without.Changes.Count, with.Changes.Count); i++)
                Assert.True(without.Changes.ElementAtOrDefault(i) == with.Changes.ElementAtOrDefault(i),
                    $"Seed {seed}, change {i + 1}: {without.Changes.ElementAtOrDefault(i)}\nbut with restarts {with.Changes.ElementAtOrDefault(i)}");
        }
    }

    [Fact]
    public void The_scripts_of_these_tests_explain_and_deliver()
    {
        var seen = new Dictionary<string, int>();
        for (var seed = 1; seed <= 50; seed++)
        {
            var run = new ExplainerRun(holdSeconds: HoldSeconds);
            TellAnyhow(run, Script(new Random(seed)), new Random(seed));
            foreach (var (_, what) in run.Changes)
                seen[what] = seen.GetValueOrDefault(what) + 1;
        }
        Assert.All(["explained", "unexplained", "delivered", "explains", "reopened"], what => Assert.InRange(seen.GetValueOrDefault(what), 20, int.MaxValue));
    }

    /// <summary>Openings and ends of some alerts, each subject's in order, in whole seconds.</summary>
    private static List<AlertEffect> Script(Random random)
    {
        var facts = new List<AlertEffect>();
        void Alternate(Func<long, AlertEffect> open, int longest)
        {
            for (var second = random.Next(LastSecond); second < LastSecond;)
            {
                var effect = open(Start + second * TimeSpan.TicksPerSecond);
                facts.Add(effect);
                second += random.Next(1, longest);
                if (random.Next(6) == 0)
                    return;
                facts.Add(End(effect, Start + second * TimeSpan.TicksPerSecond));
                // One may open at the moment at which the last one ended.
                second += random.Next(0, 12);
            }
        }
        Alternate(Acquirer, 15);
        foreach (var issuer in new[] { "icbc", "abc" })
        {
            Alternate(at => Issuer(issuer, at), 20);
            Alternate(at => Notifications(issuer, at), 20);
            for (var txn = 0; txn < 2; txn++)
            {
                var name = $"{issuer}{txn}";
                Alternate(at => Overdue(name, at, issuer), 15);
                Alternate(at => Overdue(name, at, issuer, "notification.failed"), 15);
            }
            facts.Add(Late(issuer, Start + random.Next(LastSecond) * TimeSpan.TicksPerSecond) with { Issuer = issuer });
        }
        foreach (var merchant in new[] { "shop", "kiosk" })
        {
            Alternate(at => Merchant(merchant, at, random.Next(2) == 0 ? "icbc" : "xyz"), 25);
            for (var terminal = 0; terminal < 3; terminal++)
            {
                var name = $"{merchant}{terminal}";
                Alternate(at => Terminal(name, at, merchant, random.Next(2) == 0 ? "abc" : "icbc", random.Next(2, 4)), 15);
            }
        }
        return facts;
    }

    /// <summary>Tells each fact before the clock passes it, each subject's in order, in commits and an order of chance.</summary>
    private static void TellInTime(ExplainerRun run, List<AlertEffect> facts, Random random)
    {
        var waiting = facts.GroupBy(AlertKey.Of).Select(subject => new Queue<AlertEffect>(subject)).ToList();
        for (var clock = Start; waiting.Any(subject => subject.Count > 0);)
        {
            clock += random.Next(0, 20) * TimeSpan.TicksPerSecond;
            var told = new List<AlertEffect>();
            while (waiting.Where(subject => subject.TryPeek(out var next) && (next.At <= clock || random.Next(8) == 0)).ToArray() is { Length: > 0 } due)
                told.Add(due[random.Next(due.Length)].Dequeue());
            run.Commit(clock, told);
        }
        run.Commit(Start + 10 * LastSecond * TimeSpan.TicksPerSecond, []);
    }

    /// <summary>Tells early, late and again; people resolve now and then.</summary>
    private static void TellAnyhow(ExplainerRun run, List<AlertEffect> facts, Random random)
    {
        var waiting = facts.GroupBy(AlertKey.Of).Select(subject => new Queue<AlertEffect>(subject)).ToList();
        var clock = Start;
        while (waiting.Any(subject => subject.Count > 0))
        {
            if (random.Next(3) > 0)
                clock += random.Next(0, 8_000) * TimeSpan.TicksPerMillisecond;
            run.Now = new DateTimeOffset(clock + 500 * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
            var told = new List<AlertEffect>();
            foreach (var subject in waiting)
                while (subject.Count > 0 && random.Next(5) == 0)
                    told.Add(subject.Dequeue());
            // One of the past opens once more: a verdict went back and forth.
            if (random.Next(2) == 0 && run.Alerts is { Count: > 0 } alerts && alerts[random.Next(alerts.Count)] is var past)
                told.Add(EffectOf(facts, past.Id));
            var open = run.Alerts.Where(alert => alert.Status != AlertStatus.Resolved).ToList();
            Action<AlertDraft>[] people = random.Next(6) == 0 && open.Count > 0 && open[random.Next(open.Count)].Id is var id
                ? [draft => draft.Resolve(id, "ann", null)]
                : [];
            run.Commit(clock, told, people);
        }
        for (var rest = 0; rest < 3; rest++)
            run.Commit(clock += (rest + 1) * 5 * TimeSpan.TicksPerSecond, []);
    }

    private static AlertEffect EffectOf(List<AlertEffect> facts, string id) =>
        facts.First(fact => fact.Action is AlertAction.Open or AlertAction.Note && AlertId.Of(fact) == id);

    private static string Line(string id, string? parent, bool delivered, string? explains) => $"{id} by {parent} delivered {delivered} explains {explains}";

    /// <summary>The contract, second by second.</summary>
    private static List<string> Literal(List<AlertEffect> facts)
    {
        var spans = facts.Where(fact => fact.Action != AlertAction.Resolve).Select(open => new Span(
            open,
            open.At,
            open.Action == AlertAction.Note ? open.At : facts.FirstOrDefault(end => end.Action == AlertAction.Resolve
                && AlertKey.Of(end) == AlertKey.Of(open) && end.At > open.At)?.At ?? long.MaxValue)).ToList();
        foreach (var span in spans.Where(span => RootCauseRules.CanBeExplained(span.Open.Rule)))
            Live(span, spans.Where(other => Explains(other.Open, span.Open)).OrderBy(other => Precedence(other.Open)).ThenBy(other => other.From).ToList());
        return [.. spans.Select(span => Line(AlertId.Of(span.Open), span.Parent, span.Delivered, ExplainsOf(span))).Order(StringComparer.Ordinal)];
    }

    private static void Live(Span alert, List<Span> causes)
    {
        alert.Delivered = false;
        Span? parent = null;
        var hold = alert.From + HoldSeconds * TimeSpan.TicksPerSecond;
        void Take(Span cause)
        {
            parent = cause;
            alert.Parent = AlertId.Of(cause.Open);
            cause.Explained.Add(alert.Open);
        }
        for (var t = alert.From; t < Start + 10 * LastSecond * TimeSpan.TicksPerSecond; t += TimeSpan.TicksPerSecond)
        {
            foreach (var cause in causes.Where(cause => t == alert.From ? cause.From <= t && t <= cause.To : cause.From == t))
                if (parent is null || Precedence(cause.Open) < Precedence(parent.Open))
                    Take(cause);
            if (alert.To == t)
                return;
            if (parent?.To == t)
            {
                parent = null;
                hold = t + HoldSeconds * TimeSpan.TicksPerSecond;
                if (causes.FirstOrDefault(cause => cause.From <= t && t < cause.To) is { } next)
                    Take(next);
            }
            if (parent is null && hold == t)
                (alert.Parent, alert.Delivered) = (null, true);
        }
    }

    private static bool Explains(AlertEffect cause, AlertEffect alert) => cause.Rule switch
    {
        "acquirer.degraded" => alert.Rule.EndsWith(".failing", StringComparison.Ordinal),
        "issuer.degraded" => alert.Rule.EndsWith(".failing", StringComparison.Ordinal) && alert.Evidence!.Contains($"\"{cause.Issuer}\":3", StringComparison.Ordinal),
        "notification.degraded" => alert.Rule.StartsWith("notification.", StringComparison.Ordinal) && alert.Issuer == cause.Issuer,
        "merchant.failing" => alert.Rule == "terminal.failing" && alert.Merchant == cause.Merchant,
        _ => false,
    };

    private static int Precedence(AlertEffect cause) =>
        Array.IndexOf(["acquirer.degraded", "issuer.degraded", "notification.degraded", "merchant.failing"], cause.Rule);

    private static string? ExplainsOf(Span cause)
    {
        if (cause.Explained.Count == 0)
            return null;
        var rules = cause.Explained.GroupBy(alert => alert.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"\"{rule.Key}\":{rule.Count()}");
        return $"{{\"alerts\":{cause.Explained.Count},\"byRule\":{{{string.Join(',', rules)}}}}}";
    }

    /// <summary>An alert from its opening to its end.</summary>
    private sealed class Span(AlertEffect open, long from, long to)
    {
        public AlertEffect Open => open;
        public long From => from;
        public long To => to;
        public string? Parent { get; set; }
        public bool Delivered { get; set; } = true;
        public HashSet<AlertEffect> Explained { get; } = [];
    }
}
