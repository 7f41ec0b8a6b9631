using PosMonitor.Events;
using PosMonitor.Terminals;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Terminals;

public sealed class TerminalSilentTests
{
    [Fact]
    public void A_terminal_on_duty_that_sends_nothing_for_half_an_hour_is_silent_until_the_next_thing_it_sends()
    {
        var day = new Timeline().At("08:45:00").Tell(EventType.Signin).At("09:00:00").Request("t1").At("09:00:10").Respond("t1").Watermark("09:29:59.999");
        Assert.Empty(day.Alerts("terminal.silent"));
        day.Watermark("09:30:00");
        Assert.Equal(["terminal.silent T1 warning 09:30:00.."], day.Alerts("terminal.silent"));
        Assert.Equal(TerminalStatus.Silent, day.Terminal("09:40:00")!.Status);

        // What the bank sends says nothing of the terminal.
        day.Restart().At("09:41:00").Notify("t1");
        Assert.Equal(["terminal.silent T1 warning 09:30:00.."], day.Alerts("terminal.silent"));
        day.At("09:45:00").Tell(EventType.Heartbeat);

        Assert.Equal(["terminal.silent T1 warning 09:30:00..09:45:00"], day.Alerts("terminal.silent"));
    }

    [Fact]
    public void A_heartbeat_puts_it_on_duty_and_a_signout_ends_that() =>
        Assert.Empty(new Timeline().At("08:00:00").Tell(EventType.Heartbeat).At("08:10:00").Tell(EventType.Signout).Watermark("20:00:00").Alerts("terminal.silent"));

    [Fact]
    public void One_that_never_said_that_it_is_on_duty_may_be_silent() =>
        Assert.Empty(new Timeline().At("08:00:00").Request("t1").Watermark("20:00:00").Alerts("terminal.silent"));

    [Fact]
    public void The_next_silence_is_another_alert()
    {
        var day = new Timeline().At("08:00:00").Tell(EventType.Signin).At("09:00:00").Tell(EventType.Heartbeat).Watermark("10:00:00");
        Assert.Equal(["terminal.silent T1 warning 08:30:00..09:00:00", "terminal.silent T1 warning 09:30:00.."], day.Alerts("terminal.silent"));
    }

    [Fact]
    public void A_shorter_limit_is_in_force_at_once()
    {
        var day = new Timeline().At("08:00:00").Tell(EventType.Signin).Watermark("08:20:00").Set("acquirer/lakala", """{"silentAfter":"00:10:00"}""").Watermark("08:21:00");
        Assert.Equal(["terminal.silent T1 warning 08:10:00.."], day.Alerts("terminal.silent"));
    }

    [Fact]
    public void With_the_wall_clock_it_fires_a_grace_after_the_deadline()
    {
        var day = new Timeline(clock: PosMonitor.Settings.ClockMode.Wall).At("08:00:00").Tell(EventType.Signin).Tick("08:30:00.499");
        Assert.Empty(day.Alerts("terminal.silent"));
        Assert.Equal(["terminal.silent T1 warning 08:30:00.."], day.Tick("08:30:00.500").Alerts("terminal.silent"));
    }
}
