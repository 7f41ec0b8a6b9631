using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Orleans.TestingHost;
using PosMonitor.Alerts.RootCauses;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Alerts;

/// <summary>Root causes in the book as a grain, with the wall clock: what is held ends by time alone, and never before what could explain it is judged.</summary>
public sealed class RootCauseGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryAlertStore _store = new();
    private readonly FakeTimeProvider _time = new(Moment("08:00:12"));
    private InProcessTestCluster _cluster = null!;
    private long _record;

    private IAlertSink Sink => _cluster.Client.GetGrain<IAlertSink>(0);

    private IAlertBookGrain Book => _cluster.Client.GetGrain<IAlertBookGrain>(0);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IAlertStore>(_store);
            silo.Services.AddSingleton<IConfigurationStore>(new PosMonitor.Settings.MemoryConfigurationStore());
            silo.Services.AddSingleton<TimeProvider>(_time);
            silo.Services.Configure<MonitorOptions>(options => (options.Shards, options.Clock) = (1, ClockMode.Wall));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        await Sink.Introduce(0, [], [], long.MinValue);
    }

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_held_is_delivered_though_nobody_tells_anything_more()
    {
        await Tell("08:00:11.500", Outages.Terminal("t1", Effects.At("08:00:05")));
        await Tell("08:00:41.500");
        // Detected at 08:00:12, held for 30 s, with a grace of half a second.
        _time.SetUtcNow(Moment("08:00:42.400"));
        await Look();
        Assert.Equal(["opened"], History("terminal.failing"));

        _time.SetUtcNow(Moment("08:00:43.600"));
        await Eventually("the alert to be delivered", () => Of("terminal.failing").Delivered);
        Assert.Equal(["opened", "delivered"], History("terminal.failing"));
    }

    [Fact]
    public async Task Nothing_is_delivered_before_the_slot_is_judged_that_may_explain_it()
    {
        await Tell("08:00:11.500", Outages.Terminal("t1", Effects.At("08:00:05")));
        await Tell("08:00:35");
        _time.SetUtcNow(Moment("08:05:00"));
        await Look();
        Assert.Equal(["opened"], History("terminal.failing"));

        await Tell("08:00:40", [Failing("08:00:30")]);
        var parent = Of("merchant.failing");
        Assert.Equal((parent.Id, false), (Of("terminal.failing").Parent, Of("terminal.failing").Delivered));
        Assert.Contains("\"explains\":{\"alerts\":1", parent.Evidence);
    }

    [Fact]
    public async Task A_commit_that_fails_explains_and_counts_nothing()
    {
        await Tell("08:00:09.500", Outages.Terminal("t1", Effects.At("08:00:05")));
        _store.Refuse = 1;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Tell("08:00:10", [Failing("08:00:00")], Outages.Terminal("t2", Effects.At("08:00:06"))));
        _record--;
        Assert.Equal(["opened"], History("terminal.failing"));

        await Tell("08:00:10", [Failing("08:00:00")], Outages.Terminal("t2", Effects.At("08:00:06")));
        var parent = Of("merchant.failing");
        Assert.All(_store.Alerts.Where(alert => alert.Rule == "terminal.failing"), alert => Assert.Equal(parent.Id, alert.Parent));
        Assert.Contains("\"explains\":{\"alerts\":2", parent.Evidence);
        Assert.Equal(["opened", "opened", "opened", "explained", "explained", "explains"], _store.Commits.SelectMany(commit => commit.Changes).Select(change => change.Entry.What));
    }

    [Fact]
    public async Task A_new_activation_goes_on_with_what_was_held()
    {
        await Tell("08:00:09.500", Outages.Terminal("t1", Effects.At("08:00:05")), Outages.Terminal("t2", Effects.At("08:00:05"), "kiosk"));
        await Tell("08:00:10", [Failing("08:00:00")]);
        await Book.Resolve(Of("merchant.failing").Id, "ann", null);
        var said = _store.Alerts.ToDictionary(alert => alert.Id, alert => (alert.Evidence, alert.TitleEn, alert.TitleZh));
        await Book.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await Eventually("a new activation of the book", async () => (await Sink.Tell(0, [], 0, long.MinValue)).Introduce);
        await Sink.Introduce(0, [], [], Effects.At("08:00:10"));
        await Tell("08:00:45");
        _time.SetUtcNow(Moment("08:00:46"));
        await Eventually("both to be delivered", () => _store.Alerts.Where(alert => alert.Rule == "terminal.failing").All(alert => alert is { Delivered: true, Parent: null }));
        Assert.All(_store.Alerts, alert => Assert.Equal(said[alert.Id], (alert.Evidence, alert.TitleEn, alert.TitleZh)));
    }

    private Task Tell(string clock, params AlertEffect[] effects) => Tell(clock, [], effects);

    private async Task Tell(string clock, SlotFigures[] figures, params AlertEffect[] effects)
    {
        var at = Effects.At(clock);
        var record = ++_record;
        var answer = await Sink.Tell(0, [new ShardNews(0, record, effects, figures.Length == 0 ? [] : [new SlotReport(at, figures)])], record, at);
        Assert.False(answer.Introduce);
    }

    /// <summary>Has the book commit, as somebody who tells nothing of it would.</summary>
    private async Task Look() => Assert.Null(await Book.Comment("none", "ann", "?"));

    private Alert Of(string rule) => _store.Alerts.Single(alert => alert.Rule == rule);

    private IEnumerable<string> History(string rule) =>
        _store.Commits.SelectMany(commit => commit.Changes).Where(change => change.Alert.Rule == rule).Select(change => change.Entry.What);

    private static SlotFigures Failing(string slot) => new(
        SubjectKind.Merchant, "unionpay/shop", Effects.At(slot), 20, [1, 2], [new FailureCount(Transactions.ResponseCause.Network, 0, "icbc", 20)]);

    private static DateTimeOffset Moment(string time) => new(Effects.At(time), TimeSpan.Zero);

    private static Task Eventually(string what, Func<bool> holds) => Eventually(what, () => Task.FromResult(holds()));

    private static async Task Eventually(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException && !patience.IsCancellationRequested)
            {
            }
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience} for {what}.");
            await Task.Yield();
        }
    }
}
