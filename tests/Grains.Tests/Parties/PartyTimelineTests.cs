using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Parties;

/// <summary>The rules about acquirers, and about an issuer's notifications, from the event to the judgement: one shard and its judge.</summary>
public sealed class PartyTimelineTests
{
    private readonly Timeline _day = new();
    private readonly List<AlertEffect> _found = [];
    private PartyJudge _judge = new(Configuration.Start(new DetectionOptions()), 1, long.MinValue, []);
    private int _heard;

    public PartyTimelineTests() => _judge.Introduce(0, new SlotReport(long.MinValue, []));

    [Fact]
    public void An_acquirer_is_degraded_where_failures_are_on_ten_terminals_and_of_two_issuers()
    {
        for (var n = 0; n < 100; n++)
            _day.At("10:00:01").On($"T{n % 10}").Finish($"t{n}", n < 30 ? "91" : "00", n % 2 == 0 ? "icbc" : "ccb");
        Settle("10:00:10");
        Assert.Equal(["Open acquirer.degraded lakala 10:00:10"], Found("acquirer.degraded"));

        Settle("10:05:20");
        Assert.Equal(["Open acquirer.degraded lakala 10:00:10", "Resolve acquirer.degraded lakala 10:05:10"], Found("acquirer.degraded"));
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 1)]
    public void Of_fewer_terminals_or_one_issuer_it_is_not_the_acquirer(int terminals, int issuers)
    {
        for (var n = 0; n < 100; n++)
            _day.At("10:00:01").On($"T{n % terminals}").Finish($"t{n}", "91", issuers == 1 || n % 2 == 0 ? "icbc" : "ccb");
        Settle("10:00:10");
        Assert.Empty(Found("acquirer.degraded"));
    }

    [Fact]
    public void Notifications_of_an_issuer_that_do_not_come_in_time_degrade_it_and_the_channels_are_told()
    {
        for (var n = 0; n < 50; n++)
        {
            _day.On($"T{n % 3}").At("10:00:00").Request($"t{n}").Respond($"t{n}");
            if (n < 34)
                _day.At("10:00:05").Notify($"t{n}");
            else
                _day.At("10:00:06").NotifyFailed($"t{n}");
        }
        _day.At("10:00:35").On("T1");
        Settle("10:00:30");
        Assert.Empty(Found("notification.degraded"));
        // 16 of 50 were due at 10:00:30, in the slot that ends at 10:00:40.
        _day.On("T0").At("10:00:38").Notify("t36");
        Settle("10:00:40");

        Assert.Equal(["Open notification.degraded icbc 10:00:40"], Found("notification.degraded"));
        using var evidence = JsonDocument.Parse(_found.Single(effect => effect.Rule == "notification.degraded").Evidence!);
        Assert.Equal(16, evidence.RootElement.GetProperty("untimely").GetInt32());
        Assert.Equal("""{"late":1,"failed":16}""", evidence.RootElement.GetProperty("channels").GetProperty("sms").GetRawText());
    }

    [Fact]
    public void A_wrong_notification_is_not_on_time_and_a_reversed_transaction_expects_none_any_more()
    {
        for (var n = 0; n < 60; n++)
        {
            _day.On($"T{n % 3}").At("10:00:00").Request($"t{n}").Respond($"t{n}").At("10:00:05").Notify($"t{n}");
            if (n < 18)
                _day.Notify($"t{n}", amount: 99);
            if (n is >= 18 and < 28)
                _day.At("10:00:07").Reverse($"t{n}");
        }
        Settle("10:00:10");
        using var evidence = JsonDocument.Parse(_found.Single(effect => effect.Rule == "notification.degraded").Evidence!);
        Assert.Equal(50, evidence.RootElement.GetProperty("expected").GetInt32());
        Assert.Equal(18, evidence.RootElement.GetProperty("untimely").GetInt32());
    }

    [Fact]
    public void A_busy_feed_that_says_nothing_for_a_minute_is_silent_until_its_next_event()
    {
        Feed("10:00:00", 300, each: 1);
        Settle("10:05:50");
        Assert.Empty(Found("acquirer.silent"));
        Settle("10:06:00");
        Assert.Equal(["Open acquirer.silent lakala 10:06:00"], Found("acquirer.silent"));

        Restart();
        _day.At("10:08:03").Tell(EventType.Heartbeat).At("10:08:05").Tell(EventType.Heartbeat);
        Settle("10:08:10");

        Assert.Equal(["Open acquirer.silent lakala 10:06:00", "Resolve acquirer.silent lakala 10:08:03"], Found("acquirer.silent"));
    }

    [Fact]
    public void A_feed_that_was_not_busy_all_the_time_may_be_silent()
    {
        Feed("10:00:00", 59, each: 1);
        Feed("10:01:00", 240, each: 1);
        Settle("10:20:00");
        Assert.Empty(Found("acquirer.silent"));
    }

    [Fact]
    public void A_longer_silence_may_be_set_for_an_acquirer()
    {
        _judge.Configuration = _judge.Configuration.With(new ConfigurationChange(1, ConfigurationKind.Settings, "acquirer/lakala", """{"feedSilentAfter":"00:10:00"}""", "test", default));
        _day.Set("acquirer/lakala", """{"feedSilentAfter":"00:10:00"}""");
        Feed("10:00:00", 300, each: 1);
        for (var minute = 5; minute < 20; minute++)
            Settle($"10:{minute:00}:00");
        Assert.Equal(["Open acquirer.silent lakala 10:15:00"], Found("acquirer.silent"));
    }

    [Fact]
    public void An_acquirer_that_the_registry_does_not_hold_is_told_once_until_it_is_licensed()
    {
        var shipped = _judge.Configuration;
        _judge.Configuration = shipped.With(new ConfigurationChange(1, ConfigurationKind.Acquirer, "lakala", null, "test", default));
        _day.At("10:00:03").Tell(EventType.Heartbeat).At("10:00:04").Tell(EventType.Heartbeat).At("10:01:00").Tell(EventType.Heartbeat);
        Settle("10:02:00");
        Assert.Equal(["Open acquirer.unlicensed lakala 10:00:03"], Found("acquirer.unlicensed"));

        _judge.Configuration = shipped.With(new ConfigurationChange(2, ConfigurationKind.Acquirer, "lakala", """{"licensed":true}""", "test", default));
        _found.AddRange(_judge.Configured(Timeline.Moment("10:03:00").UtcTicks));
        _day.At("10:04:00").Tell(EventType.Heartbeat);
        Settle("10:05:00");
        Assert.Equal(["Open acquirer.unlicensed lakala 10:00:03", "Resolve acquirer.unlicensed lakala 10:03:00"], Found("acquirer.unlicensed"));

        // Only what comes after the licence is gone again is told.
        _judge.Configuration = shipped.With(new ConfigurationChange(3, ConfigurationKind.Acquirer, "lakala", """{"licensed":false}""", "test", default));
        Settle("10:06:00");
        Assert.Equal(2, Found("acquirer.unlicensed").Count());
        _day.At("10:07:00").Tell(EventType.Heartbeat);
        Settle("10:07:30");
        Assert.Equal("Open acquirer.unlicensed lakala 10:07:00", Found("acquirer.unlicensed").Last());
    }

    [Fact]
    public void Acquirers_that_nobody_has_verified_may_work()
    {
        _day.At("10:00:03").Tell(EventType.Heartbeat);
        Settle("10:02:00");
        Assert.Empty(Found("acquirer.unlicensed"));
    }

    private void Feed(string from, int seconds, int each)
    {
        for (var second = 0; second < seconds; second += each)
        {
            _day.At((Timeline.Moment(from) + TimeSpan.FromSeconds(second) - Timeline.Moment("00:00:00")).ToString()).Tell(EventType.Heartbeat);
        }
    }

    private void Settle(string time)
    {
        _day.Watermark(time);
        for (; _heard < _day.Run.Reports.Count; _heard++)
        {
            _judge.Hear(0, _day.Run.Reports[_heard]);
            _day.Run.Shard.State.Slots.Judged(_day.Run.Reports[_heard]);
            _day.Run.Shard.State.Feeds.Judged(_day.Run.Reports[_heard], long.MinValue);
        }
        _judge.Advance(0, Timeline.Moment(time).UtcTicks);
        _found.AddRange(_judge.Judge());
    }

    // Both sides begin anew: the judge from the alerts that are open, the shard from a snapshot.
    private void Restart()
    {
        _day.Restart();
        var draft = new AlertDraft(new AlertBook(0, []), new Dictionary<string, Alert>(), DateTimeOffset.UnixEpoch);
        foreach (var effect in _found)
            draft.Apply(effect);
        _judge = new PartyJudge(_judge.Configuration, 1, _judge.JudgedThrough, draft.Latest);
        _judge.Introduce(0, _day.Run.Shard.State.Slots.Held(_judge.JudgedThrough) with { Feeds = _day.Run.Shard.State.Feeds.Told });
    }

    private IEnumerable<string> Found(string rule) => _found.Where(effect => effect.Rule == rule)
        .Select(effect => $"{effect.Action} {effect.Rule} {effect.SubjectId} {new DateTime(effect.At):HH:mm:ss}");
}
