using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

/// <summary>What the operator is to do every day; noon is 20:00 in Shanghai, so the day ends at 14,400 and is to be settled by 21,600.</summary>
public sealed class ProcedureTests
{
    private const double Day = 86_400;
    private const double Midnight = 4 * 3600;
    private readonly Timeline _day = new(new ReferenceSettings { RequireSignin = true, RequireSettlement = true, SilentAfter = TimeSpan.FromDays(9) });

    [Fact]
    public void The_first_request_of_a_day_without_a_signin()
    {
        _day.Request(0, "x", kind: "balance").Request(10, "y", kind: "balance").Control(20, "signin").Request(30, "z", kind: "balance");
        Expect("procedure.no-signin", "0..20");
    }

    [Fact]
    public void A_signin_is_of_its_own_business_day()
    {
        _day.Control(Midnight - 1, "signin").Request(Midnight - 1, "x", kind: "balance").Request(Midnight, "y", kind: "balance");
        Expect("procedure.no-signin", $"{Midnight}..");
    }

    [Fact]
    public void Time_zones_are_the_acquirers()
    {
        _day.Monitor.ConfigureAcquirer("a", new AcquirerEntry { TimeZone = "UTC" });
        _day.Control(Midnight - 1, "signin").Request(Midnight, "y", kind: "balance");
        Expect("procedure.no-signin");
    }

    [Fact]
    public void Nothing_where_the_signin_of_a_later_day_is_known()
    {
        _day.Control(Midnight, "signin").Request(0, "x", kind: "balance");
        Expect("procedure.no-signin");
    }

    [Fact]
    public void Once_a_day_also_after_a_signin_of_another()
    {
        _day.Request(Midnight, "x", kind: "balance").Control(0, "signin").Request(Midnight + 1, "y", kind: "balance");
        Expect("procedure.no-signin", $"{Midnight}..0");
    }

    [Fact]
    public void What_is_still_open_the_next_day_is_not_opened_again()
    {
        _day.Request(0, "x", kind: "balance").Request(Midnight, "y", kind: "balance").Control(Midnight + 5, "signin").Request(Midnight + 6, "z", kind: "balance");
        Expect("procedure.no-signin", $"0..{Midnight + 5}");
    }

    [Fact]
    public void Neither_where_it_is_not_required()
    {
        _day.Configure("acquirer/a", s => s with { RequireSignin = false }).Configure("merchant/a/m", s => s with { RequireSettlement = false });
        Sold(1, "x");
        _day.Watermark(2 * Day);
        Expect("procedure.no-signin");
        Expect("procedure.unsettled");
    }

    [Fact]
    public void Unsettled_at_two_in_the_night_after()
    {
        Sold(1, "x");
        _day.Watermark(Midnight + 7199.999);
        Expect("procedure.unsettled");

        _day.Watermark(Midnight + 7200);
        Expect("procedure.unsettled", $"{Midnight + 7200}..");

        _day.Control(Midnight + 8000, "batch-settled");
        Expect("procedure.unsettled", $"{Midnight + 7200}..{Midnight + 8000}");
    }

    [Fact]
    public void A_day_is_settled_once_also_for_what_is_sold_after()
    {
        Sold(1, "x");
        _day.Control(10, "batch-settled");
        Sold(20, "y");
        _day.Watermark(Day);
        Expect("procedure.unsettled");
    }

    [Fact]
    public void Settled_in_the_night_counts_for_the_day_that_was_sold_in()
    {
        Sold(1, "x");
        _day.Control(Midnight + 10, "batch-settled");
        Sold(Midnight + 20, "y");
        _day.Watermark(3 * Day);
        Expect("procedure.unsettled", $"{Midnight + Day + 7200}..");
    }

    [Fact]
    public void The_first_day_that_is_not_settled_sets_the_deadline()
    {
        Sold(1, "x");
        Sold(Midnight + 10, "y");
        _day.Watermark(3 * Day).Control(3 * Day, "batch-settled").Watermark(9 * Day);
        Expect("procedure.unsettled", $"{Midnight + 7200}..{3 * Day}");
    }

    [Fact]
    public void A_sale_that_is_known_only_after_its_batch_is_settled()
    {
        _day.Control(10, "batch-settled");
        Sold(1, "x");
        _day.Watermark(Day);
        Expect("procedure.unsettled");
    }

    [Fact]
    public void Only_approved_purchases_count()
    {
        _day.Request(0, "x", kind: "refund").Response(1, "x").Request(0, "y").Response(1, "y", "51").Watermark(Day);
        Expect("procedure.unsettled");
    }

    [Fact]
    public void A_later_hour_moves_the_deadline()
    {
        Sold(1, "x");
        _day.Configure("fleet", s => s with { SettleBy = TimeSpan.FromHours(3) }).Watermark(Day);
        Expect("procedure.unsettled", $"{Midnight + 3 * 3600}..");
    }

    private void Sold(double at, string txn) => _day.Request(at - 1, txn).Response(at, txn).Notification(at, txn);

    private void Expect(string rule, params string[] alerts) => Assert.Equal(alerts.Select(a => $"{rule} a/t warning {a}"), _day.Of(rule));
}
