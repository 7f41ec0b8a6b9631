using PosMonitor.Events;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Terminals;

/// <summary><c>terminal.rebound</c> and <c>terminal.moved</c>: whose it is, and where.</summary>
public sealed class TerminalPlaceTests
{
    private const string Registered = """{"merchant":"M1","serial":"SN1","model":"A920","lat":31.2304,"lon":121.4737}""";

    [Fact]
    public void An_event_that_names_another_merchant_than_the_first_opens_it_and_one_that_names_the_first_resolves_it()
    {
        var day = new Timeline().At("10:00:00").Request("t1").At("10:01:00").Request("t2", merchant: "M2").At("10:02:00").Request("t3", merchant: "M3");
        Assert.Equal(["terminal.rebound T1 critical 10:01:00.."], day.Alerts("terminal.rebound"));
        Assert.Equal("\"M2\"", day.Evidence("terminal.rebound", "namedMerchant"));

        day.Restart().At("10:03:00").Tell(EventType.Heartbeat).At("10:04:00").Request("t4");

        Assert.Equal(["terminal.rebound T1 critical 10:01:00..10:04:00"], day.Alerts("terminal.rebound"));
    }

    [Fact]
    public void The_registered_merchant_goes_before_the_first()
    {
        var day = new Timeline().At("10:00:00").Request("t1", merchant: "M2").RegisterTerminal(Registered).Restart().At("10:01:00").Request("t2", merchant: "M2");
        Assert.Equal(["terminal.rebound T1 critical 10:01:00.."], day.Alerts("terminal.rebound"));
        Assert.Equal("M1", day.Terminal("10:01:00")!.Merchant);
    }

    [Fact]
    public void A_position_more_than_500_metres_away_opens_moved_and_one_within_resolves_it()
    {
        var day = new Timeline().RegisterTerminal(Registered);
        // A degree of latitude is 111.195 km.
        day.At("10:00:00").Tell(EventType.Heartbeat, lat: 31.2304 + 499.0 / 111195, lon: 121.4737);
        Assert.Empty(day.Alerts("terminal.moved"));
        day.At("10:01:00").Tell(EventType.Heartbeat, lat: 31.2304 + 501.0 / 111195, lon: 121.4737);
        Assert.Equal(["terminal.moved T1 critical 10:01:00.."], day.Alerts("terminal.moved"));
        day.Restart().At("10:02:00").Tell(EventType.Heartbeat);
        Assert.Equal(["terminal.moved T1 critical 10:01:00.."], day.Alerts("terminal.moved"));

        day.At("10:03:00").Tell(EventType.Heartbeat, lat: 31.2304, lon: 121.4737);

        Assert.Equal(["terminal.moved T1 critical 10:01:00..10:03:00"], day.Alerts("terminal.moved"));
    }

    [Fact]
    public void Nobody_moved_where_no_place_is_registered() =>
        Assert.Empty(new Timeline().At("10:00:00").Tell(EventType.Heartbeat, lat: 1, lon: 1).At("10:01:00").Tell(EventType.Heartbeat, lat: 60, lon: 60).Alerts("terminal.moved"));

    [Fact]
    public void A_terminal_that_is_only_registered_is_not_shown() => Assert.Null(new Timeline().RegisterTerminal(Registered).Terminal("10:00:00"));
}
