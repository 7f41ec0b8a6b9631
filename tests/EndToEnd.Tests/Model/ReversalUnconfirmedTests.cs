using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

public sealed class ReversalUnconfirmedTests
{
    private readonly Timeline _day = new(new ReferenceSettings { ExpectReversalResponse = true });

    [Fact]
    public void Opens_a_minute_after_the_reversal_and_resolves_when_it_is_approved()
    {
        _day.Request(0, "x").Response(1, "x").Reversal(5, "x").Watermark(64.999);
        Expect();

        _day.Watermark(65);
        Expect("a/t/x critical 65..");

        _day.ReversalResponse(80, "x", "91");
        Expect("a/t/x critical 65..");

        _day.ReversalResponse(90, "x");
        Expect("a/t/x critical 65..90");
    }

    [Fact]
    public void Not_where_any_answer_to_it_is_approved_in_time()
    {
        _day.Request(0, "x").Response(1, "x").Reversal(5, "x").ReversalResponse(6, "x", "91").ReversalResponse(7, "x").Watermark(1000);
        Expect();
    }

    [Fact]
    public void Needs_no_request()
    {
        _day.Reversal(5, "x").Watermark(65);
        Expect("a/t/x critical 65..");
    }

    [Fact]
    public void Not_unless_it_is_expected()
    {
        var day = new Timeline();
        day.Reversal(5, "x").Watermark(1000);
        Assert.Empty(day.Alerts);
    }

    [Fact]
    public void The_acquirers_own_codes_say_what_is_approved()
    {
        var codes = new Dictionary<string, ResponseCode> { ["25"] = new("approved", null), ["00"] = new("declined", "operation") };
        _day.Monitor.ConfigureAcquirer("a", new AcquirerEntry { Licensed = "true", Codes = codes });
        _day.Reversal(5, "x").ReversalResponse(6, "x", "25").Reversal(5, "y").ReversalResponse(6, "y").Watermark(1000);
        Expect("a/t/y critical 65..");
    }

    private void Expect(params string[] alerts) =>
        Assert.Equal(alerts.Select(a => $"transaction.reversal-unconfirmed {a}"), _day.Of("transaction.reversal-unconfirmed"));
}
