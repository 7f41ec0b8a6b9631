using PosMonitor.Merchants;
using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Merchants;

/// <summary>A merchant's totals are its only terminal's for as long as they are the same. Nobody sees when that ends.</summary>
public sealed class MerchantTotalsTests
{
    private readonly Timeline _day = new Timeline().At("08:00:00");

    [Fact]
    public void Those_of_its_only_terminal_are_its_own()
    {
        _day.Request("a").At("08:00:02").Respond("a").At("08:00:05").Notify("a").Request("b").Respond("b", "91");
        Assert.Equal("requested 2 approved 1 failed 1 on-time 1 responses 2 delays 1", Of("M1"));
        Assert.Equal(0, Merchant("M1").Total);
    }

    [Fact]
    public void An_orphan_is_its_terminals_and_not_its_own()
    {
        _day.Request("a").Respond("a").Respond("b").Watermark("08:10:00");
        Assert.Equal(1, _day.Terminal("08:10:00")!.Totals.Total[Figure.Orphan]);
        Assert.Equal(0, Totals("M1")[Figure.Orphan]);
        _day.On("T2").At("08:10:01").Request("c");
        Assert.Equal(0, Totals("M1")[Figure.Orphan]);
    }

    [Fact]
    public void A_second_terminal_adds_to_those_of_the_first()
    {
        _day.Request("a").At("08:00:02").Respond("a").On("T2").Request("b");
        Assert.Equal("requested 2 approved 1 failed 0 on-time 0 responses 1 delays 0", Of("M1"));
        _day.Respond("b").On("T1").At("08:00:04").Notify("a");
        Assert.Equal("requested 2 approved 2 failed 0 on-time 1 responses 2 delays 1", Of("M1"));
        Assert.Equal(["T1", "T2"], Queries.Merchant(Timeline.Acquirer, "M1")!.Terminals);
        _day.On("T3").Request("c");
        Assert.Equal(3, Totals("M1").Requested);
        Assert.Equal(["T1", "T2", "T3"], Queries.Merchant(Timeline.Acquirer, "M1")!.Terminals);
    }

    [Fact]
    public void A_terminal_that_goes_to_another_merchant_leaves_what_it_sold_behind()
    {
        _day.Request("a").Respond("a").Request("b", merchant: "M2").Respond("b", "91");
        Assert.Equal("requested 1 approved 1 failed 0 on-time 0 responses 1 delays 0", Of("M1"));
        Assert.Equal("requested 1 approved 0 failed 1 on-time 0 responses 1 delays 0", Of("M2"));
        Assert.Equal(2, _day.Terminal("08:00:00")!.Totals.Total.Requested);

        // What comes late is of the merchant that sold; and it may come back.
        _day.At("08:00:05").Notify("a").Request("c");
        Assert.Equal("requested 2 approved 1 failed 0 on-time 1 responses 1 delays 1", Of("M1"));
        Assert.Equal(1, Totals("M2").Requested);
    }

    [Fact]
    public void An_earlier_request_that_names_another_merchant_takes_the_sale_there()
    {
        _day.At("08:00:05").Request("a").Respond("a").At("08:00:01").Request("a", merchant: "M2");
        Assert.Equal(0, Totals("M1").Requested);
        Assert.Equal("requested 1 approved 1 failed 0 on-time 0 responses 1 delays 0", Of("M2"));
    }

    [Theory]
    [InlineData("T1", "M1")]
    [InlineData("T2", "M1")]
    [InlineData("T1", "M2")]
    [InlineData("T2", "M2")]
    public void A_restart_changes_nothing(string terminal, string merchant)
    {
        _day.Request("a").Respond("a").Respond("o").Restart().On(terminal).At("08:00:03").Request("b", merchant: merchant).Respond("b");
        var before = (Of("M1"), Of(merchant));
        _day.Restart();
        Assert.Equal(before, (Of("M1"), Of(merchant)));
        Assert.Equal(2, Totals("M1").Requested + (merchant == "M1" ? 0 : Totals(merchant).Requested));
        _day.On("T1").At("08:00:04").Notify("a");
        Assert.Equal(1, Totals("M1")[Figure.OnTime]);
    }

    private ShardState State => _day.Run.Shard.State;

    private ShardQueries Queries => new(State, _day.Run.Shard.Transactions);

    private Figures Totals(string merchant) => Queries.Merchant(Timeline.Acquirer, merchant)!.Totals.Total;

    private Merchant Merchant(string id) => State.Parties.Merchants[State.Parties.FindMerchant(State.Names.Find(Timeline.Acquirer), State.Names.Find(id))];

    private string Of(string merchant)
    {
        var of = Totals(merchant);
        return $"requested {of.Requested} approved {of[Figure.Approved]} failed {of[Figure.Failed]} on-time {of[Figure.OnTime]} responses {of.ResponseMs.Count} delays {of.DelayMs.Count}";
    }
}
