namespace PosMonitor.EndToEnd.Model;

public sealed class NotificationDegradedTests
{
    private readonly Timeline _day = new();
    private int _number;

    [Fact]
    public void From_50_of_which_30_percent_were_not_on_time()
    {
        Told(0, 34).NotTold(0, 15).Watermark(40);
        Expect();

        // The fiftieth is known after its slot was judged.
        Told(15, 1).Watermark(49);
        Expect();

        _day.Watermark(50);
        Expect("50..");
    }

    [Fact]
    public void Not_below_30_percent()
    {
        Told(0, 36).NotTold(0, 15).Watermark(1000);
        Expect();
    }

    [Fact]
    public void What_is_not_told_counts_when_its_sla_has_passed()
    {
        Told(3, 30).NotTold(3, 20).Watermark(30);
        Expect();

        _day.Watermark(39);
        Expect();

        _day.Watermark(40);
        Expect("40..");
    }

    [Fact]
    public void What_was_told_before_the_response_counts_at_the_response()
    {
        for (var i = 0; i < 50; i++)
            _day.Request(0, $"x{i}").Notification(1, $"x{i}", amount: i < 15 ? 7 : 100).Notification(1, $"x{i}").Response(12, $"x{i}");
        _day.Watermark(10);
        Expect();

        _day.Watermark(20);
        Expect("20..");
    }

    [Fact]
    public void A_mismatched_one_is_bad_though_a_match_came_in_time()
    {
        Told(0, 35);
        for (var i = 0; i < 15; i++)
            _day.Request(0, $"w{i}").Response(1, $"w{i}").Notification(2, $"w{i}").Notification(3, $"w{i}", amount: 7);
        _day.Watermark(10);
        Expect("10..");
    }

    [Fact]
    public void A_late_match_that_is_known_before_the_sla_counts_at_the_sla_as_bad()
    {
        Told(0, 35);
        for (var i = 0; i < 15; i++)
            _day.Request(0, $"l{i}").Notification(200, $"l{i}").Response(1, $"l{i}");
        _day.Watermark(30);
        Expect();

        _day.Watermark(40);
        Expect("40..");
    }

    [Fact]
    public void A_reversed_one_is_no_longer_expected()
    {
        Told(0, 35).NotTold(0, 16).Watermark(31);
        for (var i = 35; i < 37; i++)
            _day.Reversal(32, $"x{i}");
        _day.Watermark(40);
        Expect();
    }

    [Fact]
    public void A_match_in_time_that_is_known_late_takes_it_to_where_it_belongs()
    {
        Told(0, 35).NotTold(0, 15).Watermark(31);
        for (var i = 35; i < 50; i++)
            _day.Notification(5, $"x{i}");
        _day.Watermark(40);
        Expect();
    }

    [Fact]
    public void It_resolves_like_the_others_and_is_one_of_its_issuer_alone()
    {
        Told(0, 30).NotTold(0, 20).Watermark(2000);
        Expect("40..340");
        Assert.Empty(_day.Of("issuer.degraded"));
    }

    /// <summary>So many purchases with a match in time.</summary>
    private NotificationDegradedTests Told(double at, int count)
    {
        for (var i = 0; i < count; i++, _number++)
            _day.Request(at, $"x{_number}").Response(at + 1, $"x{_number}").Notification(at + 2, $"x{_number}");
        return this;
    }

    private NotificationDegradedTests NotTold(double at, int count)
    {
        for (var i = 0; i < count; i++, _number++)
            _day.Request(at, $"x{_number}").Response(at + 1, $"x{_number}");
        return this;
    }

    private void Watermark(double at) => _day.Watermark(at);

    private void Expect(params string[] alerts) =>
        Assert.Equal(alerts.Select(a => $"notification.degraded icbc critical {a}"), _day.Of("notification.degraded"));
}
