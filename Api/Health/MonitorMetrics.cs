using PosMonitor.Hosting;
using Prometheus;

namespace PosMonitor.Health;

/// <summary>What <c>/metrics</c> shows: a few figures of the monitor itself, and the meters of .NET, ASP.NET Core and Orleans.</summary>
public sealed class MonitorMetrics : IDisposable
{
    private static readonly string[] Meters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans"];

    private readonly Counter _bodies;
    private readonly Counter _refused;
    private readonly IDisposable _meters;

    public MonitorMetrics(IReadiness readiness)
    {
        Registry = Metrics.NewCustomRegistry();
        var factory = Metrics.WithCustomRegistry(Registry);
        // An exemplar would be made for every request, and the form that is told has none.
        factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _bodies = factory.CreateCounter("posmonitor_event_bodies_total", "Bodies posted to /v1/events, by the status of the answer.", "status");
        _refused = factory.CreateCounter("posmonitor_refused_total", "Requests refused for what they take, by the reason.", "reason");
        RegisterShards(factory, readiness);
        _meters = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = Registry,
            MetricFactory = factory,
            InstrumentFilterPredicate = instrument => Meters.Contains(instrument.Meter.Name, StringComparer.Ordinal),
        });
    }

    public CollectorRegistry Registry { get; }

    /// <summary>Counts an answer to a body of events.</summary>
    public void CountBody(int status) => _bodies.WithLabels($"{status}").Inc();

    /// <summary>Counts a request that was refused for what it takes.</summary>
    public void CountRefused(string reason) => _refused.WithLabels(reason).Inc();

    public void Dispose() => _meters.Dispose();

    private void RegisterShards(MetricFactory factory, IReadiness readiness)
    {
        var shards = factory.CreateGauge("posmonitor_shards", "Shards of the store.");
        var recovered = factory.CreateGauge("posmonitor_shards_recovered", "Shards whose state is brought back from the journal.");
        var store = factory.CreateGauge("posmonitor_store_failing", "1 while the store cannot be written, else 0.");
        var terminals = factory.CreateGauge("posmonitor_terminals", "Terminals of which an event was ever seen.");
        var inMemory = factory.CreateGauge("posmonitor_terminals_in_memory", "Terminals that are in memory; the others are idle.");
        var events = factory.CreateCounter("posmonitor_events_total", "Events journalled since the process started.");
        var afterClose = factory.CreateCounter("posmonitor_events_after_close_total", "Events for transactions that were no longer held.");
        var lag = factory.CreateGauge("posmonitor_lag_seconds", "From arrival to visible, the worst of the shards for their last batch.");
        var behind = factory.CreateGauge("posmonitor_snapshot_behind_events", "What a start would read back from the journal, in events, of the shard that has the most.");
        Registry.AddBeforeCollectCallback(() =>
        {
            var now = readiness.Now();
            shards.Set(now.Shards);
            recovered.Set(now.Recovered);
            store.Set(now.StoreFails ? 1 : 0);
            terminals.Set(now.Terminals);
            inMemory.Set(now.TerminalsInMemory);
            events.IncTo(now.Events);
            afterClose.IncTo(now.AfterClose);
            lag.Set(now.LagMs / 1000);
            behind.Set(now.Behind);
        });
    }
}
