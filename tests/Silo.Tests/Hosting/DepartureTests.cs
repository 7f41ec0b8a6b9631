using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Hosting;

public sealed class DepartureTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ActiveShards _shards = new();
    private readonly WaitingForOthers _others = new();
    private readonly IHost _host;

    public DepartureTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromHours(1));
        builder.Services.AddSingleton(_shards);
        builder.Services.AddSingleton<IHostedService>(_others);
        _host = builder.Build();
    }

    [Fact]
    public async Task A_silo_without_shards_waits_for_others_no_longer_than_its_patience()
    {
        var departure = await Begin();
        await Eventually.Is("the silo to stop", Soon, () => Pass(departure));

        await departure;
        Assert.True(_others.WasCutShort);
        Assert.True(_time.GetUtcNow() - _time.Start >= Departure.Patience);
    }

    [Fact]
    public async Task A_silo_that_still_has_shards_is_given_the_time_that_it_needs()
    {
        var shard = new ActiveShard(new ShardEpoch(3, 1), null!, null!, _time, 0);
        _shards.Add(shard);
        var departure = await Begin();
        var until = _time.Start + 10 * Departure.Patience;
        await Eventually.Is("time to pass", Soon, async () => await Pass(departure) || _time.GetUtcNow() >= until);
        Assert.False(_others.WasCutShort);

        _shards.Remove(shard);
        await Eventually.Is("the silo to stop", Soon, () => Pass(departure));
        await departure;
    }

    [Fact]
    public async Task A_silo_that_waits_for_nobody_is_gone_at_once()
    {
        _shards.Add(new ActiveShard(new ShardEpoch(3, 1), null!, null!, _time, 0));
        var departure = await Begin();
        _others.Answer();

        await departure.WaitAsync(Soon);
        Assert.False(_others.WasCutShort);
        Assert.Equal(_time.Start, _time.GetUtcNow());
    }

    public void Dispose() => _host.Dispose();

    private async Task<Task> Begin()
    {
        await _host.StartAsync();
        var departure = Departure.Follow(_host, _time);
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _others.Asked.WaitAsync(Soon);
        return departure;
    }

    private Task<bool> Pass(Task departure)
    {
        if (!departure.IsCompleted)
            _time.Advance(Step);
        return Task.FromResult(departure.IsCompleted);
    }

    /// <summary>Waits, when it is to stop, for an answer that somebody else owes it.</summary>
    private sealed class WaitingForOthers : IHostedService
    {
        private readonly TaskCompletionSource _asked = new(), _answered = new();

        public Task Asked => _asked.Task;

        public bool WasCutShort { get; private set; }

        public void Answer() => _answered.SetResult();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            _asked.SetResult();
            await _answered.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            WasCutShort = cancellationToken.IsCancellationRequested;
        }
    }
}
