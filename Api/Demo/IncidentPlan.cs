namespace PosMonitor.Demo;

/// <summary>Which incidents come when: one after the other in the order of <see cref="IncidentKind"/> at first, in any order after that.</summary>
internal sealed class IncidentPlan(DemoWorld world, Random random)
{
    private readonly Queue<IncidentKind> _deck = new(Enum.GetValues<IncidentKind>());
    private readonly List<Incident> _active = [];

    /// <summary>The time from one beginning to the next.</summary>
    public TimeSpan UntilNext() => TimeSpan.FromSeconds(40 + random.Next(40));

    /// <summary>Starts the next one.</summary>
    public Incident Begin(DateTimeOffset now)
    {
        if (_deck.Count == 0)
        {
            var kinds = Enum.GetValues<IncidentKind>();
            random.Shuffle(kinds);
            foreach (var next in kinds)
                _deck.Enqueue(next);
        }
        var kind = _deck.Dequeue();
        var incident = new Incident(kind, Subject(kind), now, now + Lasts(kind));
        _active.Add(incident);
        return incident;
    }

    public void End(Incident incident) => _active.Remove(incident);

    public bool Is(IncidentKind kind, string subject)
    {
        foreach (var incident in _active)
        {
            if (incident.Kind == kind && incident.Subject == subject)
                return true;
        }
        return false;
    }

    private string Subject(IncidentKind kind) => kind switch
    {
        IncidentKind.DyingTerminal or IncidentKind.SilentTerminal => Any(world.Terminals).Key,
        IncidentKind.BadLine or IncidentKind.DuplicateCharges => Any(world.LargeMerchants),
        IncidentKind.OneSidedCharges => Any(DemoWorld.Acquirers),
        _ => Any(world.LargeIssuers),
    };

    // Long enough to be judged by the default thresholds, at night too.
    private TimeSpan Lasts(IncidentKind kind) => TimeSpan.FromSeconds(random.Next(30) + kind switch
    {
        IncidentKind.SilentTerminal => 40 * 60,
        IncidentKind.BadLine => 150,
        IncidentKind.IssuerDown or IncidentKind.DyingTerminal => 120,
        _ => 75,
    });

    private T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
