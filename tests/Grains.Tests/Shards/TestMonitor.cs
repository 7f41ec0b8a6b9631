using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using PosMonitor.Alerts;
using PosMonitor.Hosting;
using PosMonitor.Shards;
using PosMonitor.Sqlite;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// The real silo as a host starts it, on the real store in a directory of its own, with a clock that a test moves. It is stopped in order and started
/// again on the same directory by <see cref="Restart"/>.
/// </summary>
internal sealed class TestMonitor : IAsyncDisposable
{
    private const int Shards = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("posmonitor-grains-").FullName;
    private readonly string[] _settings;
    private readonly TimeProvider _clock;
    private IHost _host;

    private TestMonitor(string[] settings, TimeProvider? clock)
    {
        _settings = settings;
        _clock = clock ?? Time;
        _host = Build();
    }

    /// <summary>The clock of the silo: it starts at 10:00 on 2026-05-04.</summary>
    public FakeTimeProvider Time { get; } = new(Timeline.Moment("10:00:00"));

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Where Orleans clients connect.</summary>
    public int GatewayPort => _host.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort;

    /// <summary>The shards of the silo that come back.</summary>
    public ShardRecoveries Recoveries => _host.Services.GetRequiredService<ShardRecoveries>();

    public IAlertArchiveGrain Alerts => Grains.GetGrain<IAlertArchiveGrain>(0);

    /// <summary>Terminals of the acquirer lakala that are of a shard.</summary>
    public static IEnumerable<string> TerminalsOf(int shard) =>
        Enumerable.Range(0, 100).Select(number => $"T{number}").Where(terminal => ShardMap.ShardOf(ShardMap.Hash("lakala"u8, Encoding.ASCII.GetBytes(terminal)), Shards) == shard);

    /// <summary>Starts it with four shards.</summary>
    /// <param name="settings">Arguments as on the command line.</param>
    public static Task<TestMonitor> Start(params string[] settings) => Start(null, settings);

    /// <summary>The same, by the clock of this machine.</summary>
    public static Task<TestMonitor> StartByRealTime(params string[] settings) => Start(TimeProvider.System, settings);

    public async Task Restart()
    {
        await Stop();
        _host = Build();
        await StartHost();
    }

    /// <summary>Asks until the answer is as it should be.</summary>
    public static async Task<T> Eventually<T>(string what, Func<Task<T>> ask, Func<T, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
                return answer;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience} for {what}; it is {answer}.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<TestMonitor> Start(TimeProvider? clock, string[] settings)
    {
        var monitor = new TestMonitor(settings, clock);
        await monitor.StartHost();
        return monitor;
    }

    private async Task StartHost()
    {
        await _host.StartAsync().WaitAsync(Patience);
        var readiness = _host.Services.GetRequiredService<Readiness>();
        await Eventually("the shards to be there", () => Task.FromResult(string.Join("; ", readiness.Missing())), missing => missing == "");
    }

    private async Task Stop()
    {
        await _host.StopAsync().WaitAsync(Patience);
        _host.Dispose();
    }

    private IHost Build()
    {
        var builder = Host.CreateApplicationBuilder([$"--PosMonitor:DataDirectory={_directory}", $"--PosMonitor:Shards={Shards}", .. _settings]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_clock);
        builder.AddPosMonitorSilo();
        builder.Services.AddSqliteStore();
        return builder.Build();
    }
}
