using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

public sealed class AcquirerAlertTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Degraded_from_100_finished_30_percent_on_10_terminals_of_2_issuers()
    {
        Finish(0.5, count: 99, failures: 30, terminals: 10, issuers: 2).Watermark(10);
        Assert.Empty(_day.Of("acquirer.degraded"));

        Finish(10.5, count: 1, failures: 0, terminals: 1, issuers: 1).Watermark(20);
        Assert.Equal(["acquirer.degraded a critical 20.."], _day.Of("acquirer.degraded"));

        _day.Watermark(1000);
        Assert.Equal(["acquirer.degraded a critical 20..310"], _day.Of("acquirer.degraded"));
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 1)]
    public void Not_on_fewer_terminals_nor_of_one_issuer(int terminals, int issuers)
    {
        Finish(0.5, count: 120, failures: 60, terminals, issuers).Watermark(10);
        Assert.Empty(_day.Of("acquirer.degraded"));
    }

    [Fact]
    public void Silent_when_a_steady_feed_ends()
    {
        Feed(0, 300).Watermark(350);
        Expect("acquirer.silent");

        _day.Watermark(360);
        Expect("acquirer.silent", "360..");

        _day.Control(400, "heartbeat").Watermark(409.9);
        Expect("acquirer.silent", "360..");

        _day.Watermark(410);
        Expect("acquirer.silent", "360..400");
    }

    [Fact]
    public void Not_when_it_was_not_steady_in_one_of_the_five_minutes()
    {
        Feed(0, 130).Feed(131, 300).Watermark(1000);
        Expect("acquirer.silent");
    }

    [Fact]
    public void Not_before_it_was_steady_for_five_minutes()
    {
        Feed(1, 300).Watermark(1000);
        Expect("acquirer.silent");
    }

    [Fact]
    public void Neither_repeats_nor_what_tells_nothing_are_events()
    {
        Feed(0, 130).Feed(131, 300);
        _day.Control(130, "heartbeat").Control(50, "heartbeat").Watermark(1000);
        Expect("acquirer.silent");
    }

    [Fact]
    public void Settlements_and_what_comes_after_the_close_are_events()
    {
        _day.Request(-9000, "x", kind: "balance").Response(-8999, "x").Control(-5000, "heartbeat");
        Feed(0, 130).Feed(132, 300);
        _day.Settlement(130, "a").Response(131, "x", "51").Watermark(360);
        Assert.Equal(1, _day.Monitor.AfterClose);
        Expect("acquirer.silent", "360..");
    }

    [Fact]
    public void A_setting_tells_how_long_is_quiet()
    {
        _day.Configure("acquirer/a", s => s with { FeedSilentAfter = TimeSpan.FromMinutes(10) });
        Feed(0, 300).Watermark(890);
        Expect("acquirer.silent");

        _day.Watermark(900);
        Expect("acquirer.silent", "900..");
    }

    [Fact]
    public void Unlicensed_from_its_first_event_until_it_is_licensed()
    {
        _day.Control(5, "signin", acquirer: "b").Control(3, "heartbeat", acquirer: "b").Watermark(9);
        Assert.Empty(_day.Of("acquirer.unlicensed"));

        _day.Watermark(10);
        Assert.Equal(["acquirer.unlicensed b critical 3.."], _day.Of("acquirer.unlicensed"));

        _day.Watermark(60).Monitor.ConfigureAcquirer("b", new AcquirerEntry());
        Assert.Equal(["acquirer.unlicensed b critical 3..60"], _day.Of("acquirer.unlicensed"));
    }

    [Fact]
    public void Unlicensed_again_at_the_next_event_only()
    {
        _day.Monitor.ConfigureAcquirer("b", new AcquirerEntry { Licensed = "false" });
        _day.Control(5, "signin", acquirer: "b").Watermark(20).Monitor.ConfigureAcquirer("b", new AcquirerEntry { Licensed = "true" });
        _day.Control(25, "heartbeat", acquirer: "b").Watermark(30).Monitor.ConfigureAcquirer("b", null);
        _day.Watermark(50);
        Assert.Equal(["acquirer.unlicensed b critical 5..20"], _day.Of("acquirer.unlicensed"));

        _day.Control(55, "heartbeat", acquirer: "b").Watermark(60);
        Assert.Equal(["acquirer.unlicensed b critical 5..20", "acquirer.unlicensed b critical 55.."], _day.Of("acquirer.unlicensed"));
    }

    [Fact]
    public void Those_that_are_held_from_the_start_may_work()
    {
        _day.Control(5, "signin", acquirer: "lakala").Watermark(20);
        Assert.Empty(_day.Of("acquirer.unlicensed"));
    }

    [Fact]
    public void Second_clearing_when_another_pays_out()
    {
        _day.Monitor.ConfigureAcquirer("a", new AcquirerEntry { Licensed = "true", Clearing = ["ucc"] });
        _day.Settlement(1, "a").Settlement(2, "ucc").Settlement(3, "someone").Settlement(4, "another").Settlement(2.5, "someone", "n");
        _day.Settlement(3, "someone").Watermark(1000);
        Assert.Equal(
            ["settlement.second-clearing a/n critical 2.5..", "settlement.second-clearing a/m critical 3.."],
            _day.Of("settlement.second-clearing"));
    }

    /// <summary>A heartbeat a second.</summary>
    private AcquirerAlertTests Feed(int from, int to)
    {
        for (var at = from; at < to; at++)
            _day.Control(at, "heartbeat");
        return this;
    }

    private void Watermark(double at) => _day.Watermark(at);

    private Timeline Finish(double at, int count, int failures, int terminals, int issuers)
    {
        for (var i = 0; i < count; i++)
            _day.Finished(at, $"{at}-{i}", i < failures ? "91" : "00", $"t{i % terminals}", $"i{i / terminals % issuers}");
        return _day;
    }

    private void Expect(string rule, params string[] alerts) => Assert.Equal(alerts.Select(a => $"{rule} a critical {a}"), _day.Of(rule));
}
