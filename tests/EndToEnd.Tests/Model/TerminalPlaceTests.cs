using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

/// <summary>Whose a terminal is and where it stands: <c>terminal.rebound</c>, <c>terminal.moved</c>.</summary>
public sealed class TerminalPlaceTests
{
    // A degree of latitude is 111.195 km: 500 m are 0.0044966 degrees.
    private static readonly (double, double) Shop = (31.2, 121.5);
    private static readonly (double, double) Near = (31.2 + 0.004496, 121.5);
    private static readonly (double, double) Away = (31.2 + 0.004497, 121.5);
    private readonly Timeline _day = new();

    [Fact]
    public void Rebound_when_it_names_another_merchant_than_its_first()
    {
        _day.Control(0, "heartbeat").Control(1, "signin", "m").Control(2, "heartbeat", "n").Control(3, "heartbeat", "o").Control(4, "heartbeat");
        Expect("terminal.rebound a/t critical 2..");

        _day.Request(5, "x", kind: "balance", merchant: "m");
        Expect("terminal.rebound a/t critical 2..5");
        Assert.Equal("m", _day.Monitor.Terminal("a", "t").Merchant);
    }

    [Fact]
    public void The_registered_merchant_goes_before_its_first()
    {
        _day.Monitor.ConfigureTerminal("a", "t", new TerminalEntry("n"));
        _day.Control(0, "signin", "m").Control(1, "heartbeat", "n");
        Expect("terminal.rebound a/t critical 0..1");

        _day.Monitor.ConfigureTerminal("a", "t", null);
        _day.Control(2, "heartbeat", "n").Control(3, "heartbeat", "m");
        Expect("terminal.rebound a/t critical 0..1", "terminal.rebound a/t critical 2..3");
    }

    [Fact]
    public void Neither_a_repeat_nor_what_comes_after_the_close_tells_anything()
    {
        _day.Request(0, "x", merchant: "m").Response(1, "x").Notification(2, "x").Control(5000, "heartbeat", "n").Control(5001, "heartbeat", "m");
        _day.Control(5000, "heartbeat", "n").Request(0, "x", amount: 7, merchant: "n");
        Expect("terminal.rebound a/t critical 5000..5001");
    }

    [Fact]
    public void A_settlement_is_of_no_terminal()
    {
        _day.Control(0, "signin", "m").Settlement(1, "a", "n");
        Expect();
    }

    [Fact]
    public void Moved_over_500_m_from_where_it_is_registered()
    {
        _day.Monitor.ConfigureTerminal("a", "t", new TerminalEntry(Lat: Shop.Item1, Lon: Shop.Item2));
        _day.Control(0, "heartbeat", position: Near).Control(1, "heartbeat", position: Away).Control(2, "heartbeat");
        Expect("terminal.moved a/t critical 1..");

        _day.Control(3, "heartbeat", position: Near);
        Expect("terminal.moved a/t critical 1..3");
    }

    [Fact]
    public void Moved_is_nothing_where_no_position_is_registered()
    {
        _day.Monitor.ConfigureTerminal("a", "t", new TerminalEntry("m"));
        _day.Control(0, "heartbeat", position: Shop).Control(1, "heartbeat", position: (0, 0));
        Expect();
    }

    [Fact]
    public void The_great_circle_is_the_shortest_way_also_over_the_date_line()
    {
        Assert.Equal(111_195.1, Distance.Between(0, 179.5, 0, -179.5), 0.1);
        Assert.Equal(20_015_114.4, Distance.Between(90, 0, -90, 0), 0.1);
        Assert.Equal(0, Distance.Between(31.2, 121.5, 31.2, 121.5));
    }

    private void Expect(params string[] alerts) => Assert.Equal(alerts, _day.Alerts);
}
