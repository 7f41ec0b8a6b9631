using PosMonitor.Alerts;
using PosMonitor.Alerts.RootCauses;
using PosMonitor.Parties;
using PosMonitor.Settings;

namespace PosMonitor.Benchmarks;

/// <summary>What an outage costs the alert book in processor time, without the store: every terminal fails, the acquirer explains it, recovers, and does not.</summary>
internal sealed class AlertStorm
{
    private const long Second = TimeSpan.TicksPerSecond;
    private static readonly DateTime Start = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    private readonly AlertBook _book = new(0, []);
    private readonly Dictionary<string, Alert> _stored = [];
    private Explainer _explainer = new(ClockMode.Stream, _ => TimeSpan.FromSeconds(30), long.MinValue, []);

    private static TimeSpan Processor => Environment.CpuUsage.TotalTime;

    public static void Measure(int alerts)
    {
        for (var round = 1; round <= 3; round++)
        {
            var storm = new AlertStorm();
            Console.WriteLine($"round {round}, {alerts} terminals failing:");
            storm.Step("they open", 9, Enumerable.Range(0, alerts).Select(Terminal));
            storm.Step("an issuer of one in a thousand is degraded", 10, [Cause("issuer.degraded", SubjectKind.Issuer, "rare", 10) with { Issuer = "rare" }]);
            storm.Step("their acquirer is degraded", 20, [Cause("acquirer.degraded", SubjectKind.Acquirer, "unionpay", 20) with { Acquirer = "unionpay" }]);
            storm.Restart();
            storm.Step("it recovers", 30, [End("acquirer.degraded", SubjectKind.Acquirer, "unionpay", 30)]);
            storm.Step("they are still failing, and delivered", 60, []);
            storm.Step("they recover", 70, Enumerable.Range(0, alerts).Select(number => End("terminal.failing", SubjectKind.Terminal, $"unionpay/T{number}", 70)));
        }
    }

    private void Step(string what, int second, IEnumerable<AlertEffect> effects)
    {
        var all = effects.ToList();
        var begun = Processor;
        var draft = new AlertDraft(_book, _stored, Start, Start.Ticks + second * Second);
        foreach (var effect in all)
            draft.Apply(effect);
        var drafted = Processor - begun;
        foreach (var (alert, began) in draft.Moved)
            _explainer.Hear(alert, began);
        var step = _explainer.MoveTo(Start.Ticks + second * Second);
        var explained = Processor - begun - drafted;
        draft.Apply(step);
        _book.Adopt(draft);
        foreach (var alert in draft.Latest)
            _explainer.Refresh(alert);
        Console.WriteLine($"  {what}: {draft.Changes.Count} changes in {(Processor - begun).TotalMilliseconds:F0} ms, {drafted.TotalMilliseconds:F0} ms of them for the effects and {explained.TotalMilliseconds:F0} ms for what explains what");
        foreach (var alert in draft.Latest)
            _stored[alert.Id] = alert;
    }

    private void Restart()
    {
        var begun = Processor;
        _explainer = new Explainer(ClockMode.Stream, _ => TimeSpan.FromSeconds(30), _explainer.Clock, _stored.Values);
        Console.WriteLine($"  a restart: {(Processor - begun).TotalMilliseconds:F0} ms");
    }

    private static AlertEffect Terminal(int number) => Cause("terminal.failing", SubjectKind.Terminal, $"unionpay/T{number}", number % 9) with
    {
        Acquirer = "unionpay",
        Merchant = $"M{number / 10}",
        Terminal = $"T{number}",
        Evidence = $$"""
            {"finished":5,"failures":5,"byCause":{"network":5},"byCode":{"timeout":5},"byIssuer":{"{{(number % 1000 == 0 ? "rare" : "icbc")}}":3,"boc":2},"transactions":[]}
            """,
    };

    private static AlertEffect Cause(string rule, SubjectKind kind, string subject, int second) =>
        End(rule, kind, subject, second) with { Action = AlertAction.Open, Severity = AlertSeverity.Critical };

    private static AlertEffect End(string rule, SubjectKind kind, string subject, int second) => new()
    {
        Action = AlertAction.Resolve,
        Rule = rule,
        SubjectKind = kind,
        SubjectId = subject,
        At = Start.Ticks + second * Second,
    };
}
