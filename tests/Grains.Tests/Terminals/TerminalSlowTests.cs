using PosMonitor.Terminals;
using PosMonitor.Tests.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Terminals;

public sealed class TerminalSlowTests
{
    [Fact]
    public void Five_answers_of_which_the_slowest_takes_ten_seconds_open_it()
    {
        var day = new Timeline();
        for (var n = 0; n < 4; n++)
            Answered(day, n, 1);
        Answered(day, 4, 9.999);
        Assert.Empty(day.Alerts("terminal.slow"));

        Answered(day, 5, 10);

        Assert.Equal(["terminal.slow T1 warning 10:05:10.."], day.Alerts("terminal.slow"));
        Assert.Equal("10000", day.Evidence("terminal.slow", "p95Ms"));
        Assert.Equal(TerminalStatus.Slow, day.Terminal("10:05:30")!.Status);
    }

    [Fact]
    public void Fewer_than_five_answers_say_nothing()
    {
        var day = new Timeline();
        for (var n = 0; n < 4; n++)
            Answered(day, n, 20);
        day.At("10:04:00").Request("x", kind: Events.TransactionKind.Balance).Watermark("10:05:00");
        Assert.Empty(day.Alerts("terminal.slow"));
    }

    [Fact]
    public void It_resolves_below_half_of_the_limit()
    {
        var day = new Timeline();
        for (var n = 0; n < 5; n++)
            Answered(day, n, 12);
        Assert.Equal(["terminal.slow T1 warning 10:04:12.."], day.Alerts("terminal.slow"));
        // With twenty in the window the 95th percentile is the second slowest: the slow ones have to leave by age.
        for (var n = 15; n < 23; n++)
            Answered(day, n, 5);
        Assert.Equal(["terminal.slow T1 warning 10:04:12.."], day.Alerts("terminal.slow"));
        for (var n = 40; n < 46; n++)
            Answered(day, n, 4.999);

        Assert.Equal(["terminal.slow T1 warning 10:04:12..10:44:04.999"], day.Alerts("terminal.slow"));
    }

    private static void Answered(Timeline day, int minute, double seconds)
    {
        var at = TimeSpan.FromMinutes(600 + minute);
        day.At(at.ToString()).Request($"t{minute}", kind: Events.TransactionKind.Balance).At((at + TimeSpan.FromSeconds(seconds)).ToString()).Respond($"t{minute}");
    }
}
