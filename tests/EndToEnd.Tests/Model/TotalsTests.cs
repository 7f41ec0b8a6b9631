namespace PosMonitor.EndToEnd.Model;

public sealed class TotalsTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Each_transaction_counts_once_and_the_sums_add_up()
    {
        _day.Request(0, "a").Response(1, "a").Notification(2, "a")
            .Request(0, "b").Response(3, "b", "51")
            .Request(0, "c").Response(1, "c", "91").Notification(2, "c")
            .Request(0, "d").Response(1, "d").Reversal(2, "d")
            .Request(0, "e")
            .Response(1, "f")
            .Request(200, "g")
            .Watermark(200);
        var fleet = _day.Monitor.Fleet().Windows["total"];

        Assert.Equal(6, fleet.Transactions["requested"]);
        Assert.Equal(
            fleet.Transactions["requested"],
            fleet.Transactions.Where(t => t.Key is not ("requested" or "lateResponse" or "orphan")).Sum(t => t.Value));
        Assert.Equal(1, fleet.Transactions["orphan"]);
        Assert.Equal(1, fleet.Transactions["timedOut"]);
        Assert.Equal((1, 1, 1), (fleet.Notifications["expected"], fleet.Notifications["onTime"], fleet.Notifications["unexpected"]));
        Assert.Equal((4, 1000.0, 3000.0), (fleet.ResponseMs.Count, fleet.ResponseMs.P50, fleet.ResponseMs.Max));
    }

    [Fact]
    public void Windows_hold_what_was_requested_after_their_start_and_not_after_the_clock()
    {
        _day.Request(0, "a").Request(60, "b").Request(100, "c").Watermark(60);
        var windows = _day.Monitor.Fleet().Windows;

        Assert.Equal(3, windows["total"].Transactions["requested"]);
        Assert.Equal(1, windows["m1"].Transactions["requested"]);
        Assert.Equal(2, windows["m5"].Transactions["requested"]);
    }

    [Fact]
    public void An_orphan_counts_for_its_acquirer_and_for_no_merchant()
    {
        _day.Response(0, "a").Watermark(60);

        Assert.Equal(1, _day.Monitor.Acquirers()["a"].Windows["total"].Transactions["orphan"]);
        Assert.Empty(_day.Monitor.Merchants());
        Assert.Empty(_day.Monitor.Issuers());
    }
}
