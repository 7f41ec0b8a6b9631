using System.Text.Json;
using Microsoft.Extensions.Options;
using PosMonitor.Events;
using PosMonitor.Json;
using PosMonitor.Queries;
using PosMonitor.Send;

namespace PosMonitor.Demo;

/// <summary>Sends what happens in the simulated fleet to the monitor's own HTTP endpoint, a few times a second, and tells of its incidents in the log.</summary>
internal sealed partial class DemoFleet(
    IOptionsMonitor<DemoOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoFleet> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    // A machine that slept does not catch up on what would have happened meanwhile.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Started(stoppingToken);
            await Run(Target(options.CurrentValue), options.CurrentValue.Seed, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The monitor stops.
        }
        catch (SendStoppedException e)
        {
            Ended(e.Message);
        }
    }

    private async Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    private static SendOptions Target(DemoOptions options) => new()
    {
        Events = new Uri(options.Address ?? throw new SendStoppedException("It was given no address."), "/v1/events"),
        Key = options.Key ?? throw new SendStoppedException("It was given no key."),
        GiveUp = TimeSpan.MaxValue,
    };

    private async Task Run(SendOptions target, int seed, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var poster = new Poster(http, target, new Tally(), time);
        var body = new Body();
        var last = time.GetUtcNow();
        var scenario = new DemoScenario(seed, last);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = time.GetUtcNow();
            if (now - last > LongestGap)
                scenario = new DemoScenario(++seed, now);
            last = now;
            var (events, news) = scenario.Advance(now);
            foreach (var each in news)
                Tell(each);
            await Post(poster, body, events, cancellation);
        }
    }

    private static async Task Post(Poster poster, Body body, IReadOnlyList<PosEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
            return;
        body.Clear();
        foreach (var e in events)
            body.Add(JsonSerializer.SerializeToUtf8Bytes(EventAnswer.Of(e), WireFormat.Options), body.Lines + 1, isObject: true);
        await poster.Post(body, cancellation);
    }

    private void Tell(IncidentNews news)
    {
        if (news.Begins)
            Begins(news.Incident.Name);
        else
            Over(news.Incident.Name);
    }

    [LoggerMessage(1, LogLevel.Information, "Demo: {Incident}.")]
    private partial void Begins(string incident);

    [LoggerMessage(2, LogLevel.Information, "Demo, over: {Incident}.")]
    private partial void Over(string incident);

    [LoggerMessage(3, LogLevel.Error, "Demo: the simulated fleet stops. {Reason}")]
    private partial void Ended(string reason);
}
