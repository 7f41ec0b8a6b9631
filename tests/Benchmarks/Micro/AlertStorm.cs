using PosMonitor.Alerts;
using PosMonitor.Alerts.RootCauses;
using PosMonitor.Parties;
using PosMonitor.Settings;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>What an outage costs the alert book in processor time, without the store: every terminal fails, the acquirer explains it, recovers, and does not.</summary>
internal sealed class AlertStorm
{
    private const long Second = TimeSpan.TicksPerSecond;
    private static readonly DateTime Start = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    private readonly AlertBook _book = new(0, []);
    private readonly Dictionary<string, Alert> _stored = [];
    private Explainer _explainer = new(ClockMode.Stream, _ => TimeSpan.FromSeconds(30), long.MinValue, []);

    private static TimeSpan Processor => Environment.CpuUsage.TotalTime;

    /// <summary>Milliseconds of each step, in order.</summary>
    public List<(string What, double Milliseconds)> Steps { get; } = [];

    public void Run(int alerts)
    {
        Step("they open", 9, Enumerable.Range(0, alerts).Select(Terminal));
        Step("an issuer of one in a thousand is degraded", 10, [Cause("issuer.degraded", SubjectKind.Issuer, "rare", 10) with { Issuer = "rare" }]);
        Step("their acquirer is degraded", 20, [Cause("acquirer.degraded", SubjectKind.Acquirer, "unionpay", 20) with { Acquirer = "unionpay" }]);
        Restart();
        Step("it recovers", 30, [End("acquirer.degraded", SubjectKind.Acquirer, "unionpay", 30)]);
        Step("they are still failing, and delivered", 60, []);
        Step("they recover", 70, Enumerable.Range(0, alerts).Select(number => End("terminal.failing", SubjectKind.Terminal, $"unionpay/T{number}", 70)));
    }

    private void Step(string what, int second, IEnumerable<AlertEffect> effects)
    {
        var all = effects.ToList();
        var begun = Processor;
        var draft = new AlertDraft(_book, _stored, Start, Start.Ticks + second * Second);
        foreach (var effect in all)
            draft.Apply(effect);
        foreach (var (alert, began) in draft.Moved)
            _explainer.Hear(alert, began);
        draft.Apply(_explainer.MoveTo(Start.Ticks + second * Second));
        _book.Adopt(draft);
        foreach (var alert in draft.Latest)
            _explainer.Refresh(alert);
        Steps.Add((what, (Processor - begun).TotalMilliseconds));
        foreach (var alert in draft.Latest)
            _stored[alert.Id] = alert;
    }

    private void Restart()
    {
        var begun = Processor;
        _explainer = new Explainer(ClockMode.Stream, _ => TimeSpan.FromSeconds(30), _explainer.Clock, _stored.Values);
        Steps.Add(("a restart", (Processor - begun).TotalMilliseconds));
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
