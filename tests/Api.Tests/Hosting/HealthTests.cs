using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Hosting;

[Collection(SharedMonitor.Name)]
public sealed class HealthTests(SharedMonitor shared)
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Tells_its_status(string path, string status)
    {
        var answer = await shared.Monitor.Get(path);
        Assert.Equal(status, answer.GetProperty("status").GetString());
        Assert.Equal(0, answer.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public void Is_not_ready_before_every_shard_is_back_and_the_code_is_warm()
    {
        var store = new StoreHealth(TimeProvider.System, NullLogger<StoreHealth>.Instance);
        var readiness = new Readiness(Options.Create(new MonitorOptions()), store);
        Assert.NotEmpty(readiness.Missing());
        readiness.Expect(2);
        readiness.Note(1, Status());
        Assert.Equal(["1 of 2 shards are brought back from the journal", "the code is being warmed up"], readiness.Missing());
        readiness.Note(0, Status());
        Assert.Equal(["the code is being warmed up"], readiness.Missing());
        readiness.WarmedUp = true;
        Assert.Empty(readiness.Missing());
        readiness.Note(1, Status() with { Behind = 7 });
        Assert.Equal(7, readiness.Now().Behind);
    }

    [Fact]
    public async Task Metrics_have_figures_of_the_monitor_and_of_what_it_runs_on()
    {
        var monitor = shared.Monitor;
        await monitor.Post("""{"type":"heartbeat","time":"2026-01-31T12:00:00Z","acquirer":"metrics","terminal":"T1"}""");
        using var answer = await monitor.Client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains("posmonitor_shards_recovered 4", lines);
        Assert.Contains(lines, line => line.StartsWith("posmonitor_event_bodies_total{status=\"202\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("posmonitor_snapshot_behind_events ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("system_runtime_dotnet_gc_collections", StringComparison.Ordinal));
    }

    private static ShardStatus Status() => new() { Fleet = new SubjectTotals("") };
}
