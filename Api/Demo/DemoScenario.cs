using PosMonitor.Events;

namespace PosMonitor.Demo;

/// <summary>
/// The simulated fleet: what happens from a start on, as a function of the seed alone. It does not matter in which steps it is asked.
/// </summary>
internal sealed class DemoScenario
{
    private static readonly TimeSpan FirstIncident = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OpeningTakes = TimeSpan.FromSeconds(10);

    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private readonly DemoWorld _world;
    private readonly IncidentPlan _incidents;
    private readonly DemoTransactions _transactions;
    // What is to happen, by time; of two at one time, what was planned first.
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Time, long Order)> _agenda = new();
    private List<PosEvent> _events = [];
    private List<IncidentNews> _news = [];
    private long _planned;

    public DemoScenario(int seed, DateTimeOffset start)
    {
        _random = new Random(seed);
        _start = start;
        _world = new DemoWorld(_random);
        _incidents = new IncidentPlan(_world, _random);
        _transactions = new DemoTransactions(_world, _incidents, _random, start.ToUnixTimeSeconds());
        foreach (var terminal in _world.Terminals)
            Plan(start + OpeningTakes * _random.NextDouble(), now => Open(terminal, now));
        Plan(start + FirstIncident, Begin);
        Plan(start + NextDay(), CloseDay);
    }

    /// <summary>What happened since it was asked last, in order of time, and what began or ended.</summary>
    public (IReadOnlyList<PosEvent> Events, IReadOnlyList<IncidentNews> News) Advance(DateTimeOffset until)
    {
        (_events, _news) = ([], []);
        while (_agenda.TryPeek(out var act, out var when) && when.Time <= until)
        {
            _agenda.Dequeue();
            act(when.Time);
        }
        return (_events, _news);
    }

    private void Plan(DateTimeOffset time, Action<DateTimeOffset> act) =>
        _agenda.Enqueue(act, (new DateTimeOffset(time.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero), _planned++));

    private void Emit(PosEvent e) => Plan(e.Time, now => _events.Add(e with { Time = now }));

    private void Open(DemoTerminal terminal, DateTimeOffset now)
    {
        Say(terminal, EventType.Signin, now);
        Plan(now + HeartbeatEvery * _random.NextDouble(), at => Beat(terminal, at));
        Plan(now + Pause(terminal), at => Serve(terminal, at));
    }

    private void Beat(DemoTerminal terminal, DateTimeOffset now)
    {
        if (!IsSilent(terminal))
            Say(terminal, EventType.Heartbeat, now);
        Plan(now + HeartbeatEvery, at => Beat(terminal, at));
    }

    // Customers come as often as in the busiest hour, and some of them turn away in the others.
    private void Serve(DemoTerminal terminal, DateTimeOffset now)
    {
        if (_random.NextDouble() < DemoRhythm.Share(now - _start) && !IsSilent(terminal))
        {
            foreach (var e in _transactions.Next(terminal, now))
                Emit(e);
        }
        Plan(now + Pause(terminal), at => Serve(terminal, at));
    }

    private TimeSpan Pause(DemoTerminal terminal) => TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / terminal.Rate);

    private void Begin(DateTimeOffset now)
    {
        var incident = _incidents.Begin(now);
        _news.Add(new IncidentNews(incident, Begins: true));
        Plan(incident.End, _ =>
        {
            _incidents.End(incident);
            _news.Add(new IncidentNews(incident, Begins: false));
        });
        Plan(now + _incidents.UntilNext(), Begin);
    }

    // At the end of the day terminals settle, and shops are paid out.
    private void CloseDay(DateTimeOffset now)
    {
        foreach (var terminal in _world.Terminals)
        {
            if (!IsSilent(terminal))
                Emit(Of(terminal, EventType.BatchSettled, now + OpeningTakes * _random.NextDouble()));
        }
        foreach (var shop in _world.Terminals.DistinctBy(terminal => terminal.MerchantKey))
        {
            Emit(new PosEvent
            {
                Type = EventType.Settlement,
                Time = now + 2 * OpeningTakes,
                Acquirer = shop.Acquirer,
                Merchant = shop.Merchant,
                Amount = _random.Next(100_000, 10_000_000),
                Currency = "CNY",
                Payer = shop.Acquirer,
            });
        }
        Plan(now + TimeSpan.FromDays(1) / DemoRhythm.Faster, CloseDay);
    }

    private static TimeSpan NextDay() => (TimeSpan.FromDays(1) - DemoRhythm.TimeOfDay(TimeSpan.Zero)) / DemoRhythm.Faster;

    private bool IsSilent(DemoTerminal terminal) => _incidents.Is(IncidentKind.SilentTerminal, terminal.Key);

    private void Say(DemoTerminal terminal, EventType type, DateTimeOffset now) => _events.Add(Of(terminal, type, now));

    private static PosEvent Of(DemoTerminal terminal, EventType type, DateTimeOffset time) => new()
    {
        Type = type,
        Time = time,
        Acquirer = terminal.Acquirer,
        Terminal = terminal.Id,
        Merchant = terminal.Merchant,
    };
}
