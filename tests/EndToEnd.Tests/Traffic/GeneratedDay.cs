using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Traffic;

/// <summary>A day of traffic of a whole fleet, in the order in which it arrives: nearly, but not quite, that of the events' times.</summary>
internal sealed class GeneratedDay
{
    private readonly TrafficPlan _plan;
    private readonly Dice _dice;
    private readonly Fleet _fleet;
    private readonly Incidents _incidents;
    private readonly Dictionary<FleetTerminal, int> _numbers = [];
    private readonly List<(DateTimeOffset At, ContractEvent Event)> _arrivals = [];

    public GeneratedDay(TrafficPlan plan)
    {
        _plan = plan;
        _dice = new Dice(plan.Seed);
        _fleet = new Fleet(plan, _dice);
        _incidents = new Incidents(plan, _fleet, _dice);

        for (var i = 0; i < plan.Transactions; i++)
            AddTransaction(_dice.Weighted(_fleet.Terminals), RequestTime());
        foreach (var (terminal, _) in _fleet.Terminals)
            AddControl(terminal);
        AddReversalStorm();
        if (plan.Everything)
            AddFurtherIncidents();
        AddRepeats();

        Events = [.. _arrivals.OrderBy(a => a.At).Select(a => a.Event)];
        WithWatermarks = [.. _arrivals.Concat(Watermarks()).OrderBy(a => a.At).Select(a => a.Event)];
    }

    /// <summary>All but watermarks, in order of arrival, repeats among them.</summary>
    public IReadOnlyList<ContractEvent> Events { get; }

    /// <summary>The same with watermarks: every few minutes, in a rush every few seconds, the last two hours after the day.</summary>
    public IReadOnlyList<ContractEvent> WithWatermarks { get; }

    /// <summary>What is put before the first event: paths after <c>/v1/</c> and bodies.</summary>
    public IReadOnlyList<(string Path, string? Json)> Configuration { get; private set; } = [];

    /// <summary>What is changed right after the watermark of <see cref="Noon"/>; a null body deletes.</summary>
    public IReadOnlyList<(string Path, string? Json)> ConfigurationAtNoon { get; private set; } = [];

    /// <summary>When the middle of the lunch rush is, with everything going wrong at once.</summary>
    public DateTimeOffset Noon => _plan.Lunch + TimeSpan.FromMinutes(9);

    private DateTimeOffset RequestTime() => _dice.Between(0, 1) switch
    {
        < 0.40 => _plan.Start + _dice.Span(0, 86_300),
        < 0.75 => _plan.Lunch + _dice.Span(0, TrafficPlan.Rush.TotalSeconds),
        _ => _plan.Evening + _dice.Span(0, TrafficPlan.Rush.TotalSeconds),
    };

    private void AddTransaction(FleetTerminal terminal, DateTimeOffset at)
    {
        var story = new Story(terminal, NextNumber(terminal), _incidents, _dice).Tell(at);
        if (story.ComesAtOnce)
            ArriveAtOnce(story.Events);
        else
            Arrive(story.Events);
        if (_dice.Chance(0.008))
            Arrive(new Story(terminal, NextNumber(terminal), _incidents, _dice).TellAgain(story.Request, at + _dice.Span(3, 150)).Events);
    }

    private void AddControl(FleetTerminal terminal)
    {
        ContractEvent Control(string type, DateTimeOffset at) =>
            new() { Type = type, Time = at, Acquirer = terminal.Acquirer, Terminal = terminal.Id };

        var (on, off) = (_plan.Start + _dice.Span(0, 3600), _plan.Start + _dice.Span(82_000, 86_000));
        Arrive([Control("signin", on) with { Merchant = terminal.Merchant }]);
        for (var at = on + _dice.Span(60, 3600); at < off; at += _dice.Span(2000, 5000))
            Arrive([Control("heartbeat", at)]);
        if (_dice.Chance(0.5))
            Arrive([Control("batch-settled", off), Control("signout", off + _dice.Span(1, 60))]);
    }

    /// <summary>One terminal has its transactions reversed one after the other, some of them without a request.</summary>
    private void AddReversalStorm()
    {
        var terminal = _fleet.Terminals[^1].Item;
        for (var i = 0; i < 6; i++)
        {
            var at = _plan.Evening + TimeSpan.FromMinutes(30 + 2 * i) + _dice.Span(0, 60);
            var reversal = new ContractEvent
            {
                Type = "reversal",
                Time = at + _dice.Span(1, 30),
                Acquirer = terminal.Acquirer,
                Terminal = terminal.Id,
                Txn = NextNumber(terminal),
            };
            Arrive(i % 3 == 2
                ? [reversal]
                : [reversal with { Type = "request", Time = at, Merchant = terminal.Merchant, Kind = "purchase", Amount = 5, Currency = "CNY", Issuer = "boc" }, reversal]);
        }
    }

    private void AddFurtherIncidents()
    {
        var further = new FurtherIncidents(_plan, _fleet);
        (Configuration, ConfigurationAtNoon) = (further.Configuration, further.ConfigurationAtNoon);
        Arrive(further.Events);
    }

    private void AddRepeats()
    {
        foreach (var (at, e) in _arrivals.ToList())
        {
            if (_dice.Chance(0.01))
                _arrivals.Add((at + (_dice.Chance(0.8) ? _dice.Span(0, 600) : _dice.Span(600, 20_000)), e));
        }
    }

    /// <summary>Most come as they happen, a few seconds late, and very few a minute or two.</summary>
    private void Arrive(IReadOnlyList<ContractEvent> events)
    {
        foreach (var e in events)
        {
            var delay = _dice.Between(0, 1) switch
            {
                < 0.97 => TimeSpan.Zero,
                < 0.997 => _dice.Span(0, 3),
                _ => _dice.Span(3, 120),
            };
            _arrivals.Add((e.Time + delay, e));
        }
    }

    private void ArriveAtOnce(IReadOnlyList<ContractEvent> events)
    {
        var last = events.Select(e => e.Time).DefaultIfEmpty().Max();
        foreach (var e in events)
            _arrivals.Add((e.Type == "request" ? e.Time : last + (last - e.Time), e));
    }

    private IEnumerable<(DateTimeOffset At, ContractEvent Event)> Watermarks()
    {
        var end = _plan.Start.AddHours(24);
        for (var at = _plan.Start; at < end; at += _plan.IsRush(at) ? _dice.Span(5, 40) : _dice.Span(60, 400))
        {
            yield return Watermark(at, at);

            // One that is earlier than the last changes nothing.
            if (_dice.Chance(0.02))
                yield return Watermark(at, at - TimeSpan.FromMinutes(10));
        }
        yield return Watermark(Noon, Noon);
        var last = _arrivals.Max(a => a.At);
        yield return Watermark(last, Later(last, end.AddHours(2)));
    }

    private static (DateTimeOffset At, ContractEvent Event) Watermark(DateTimeOffset arrival, DateTimeOffset time) =>
        (arrival, new ContractEvent { Type = "watermark", Time = time });

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private string NextNumber(FleetTerminal terminal)
    {
        var number = _numbers.GetValueOrDefault(terminal) + 1;
        _numbers[terminal] = number;
        return $"{number:D6}";
    }
}
