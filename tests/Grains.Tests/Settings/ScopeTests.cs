using PosMonitor.Tests.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Tests.Settings;

/// <summary>Which settings a transaction is judged by.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("fleet")]
    [InlineData("acquirer/lakala")]
    [InlineData("merchant/lakala/M1")]
    [InlineData("issuer/icbc")]
    [InlineData("terminal/lakala/T1")]
    public void A_scope_that_holds_it_is_in_force(string scope)
    {
        var day = Sold(new Timeline().Set(scope, """{"notifySla":"00:01:30"}""")).Watermark("10:01:29.999");
        Assert.Equal(Verdict.Waiting, day.Verdict("t1"));
        Assert.Equal(Verdict.Overdue, day.Watermark("10:01:30").Verdict("t1"));
    }

    [Theory]
    [InlineData("acquirer/chinaums")]
    [InlineData("merchant/lakala/M2")]
    [InlineData("issuer/ccb")]
    [InlineData("terminal/lakala/T2")]
    public void A_scope_of_others_is_not(string scope) =>
        Assert.Equal(Verdict.Overdue, Sold(new Timeline().Set(scope, """{"notifySla":"00:01:30"}""")).Watermark("10:00:30").Verdict("t1"));

    [Fact]
    public void The_nearest_scope_wins_setting_by_setting()
    {
        string[] scopes = ["fleet", "acquirer/lakala", "merchant/lakala/M1", "issuer/icbc", "terminal/lakala/T1"];
        for (var nearest = 0; nearest < scopes.Length; nearest++)
        {
            var day = new Timeline();
            for (var scope = nearest; scope >= 0; scope--)
                day.Set(scopes[scope], $$"""{"notifySla":"00:0{{scope + 1}}:00"}""");
            Sold(day).Watermark($"10:0{nearest}:59");
            Assert.Equal(Verdict.Waiting, day.Verdict("t1"));
            Assert.Equal(Verdict.Overdue, day.Watermark($"10:0{nearest + 1}:00").Verdict("t1"));
        }
    }

    [Fact]
    public void What_began_under_the_settings_before_ends_under_them()
    {
        var day = Sold(new Timeline()).Set("fleet", """{"notifySla":"00:05:00"}""").Restart().At("10:00:10").Request("t2").Respond("t2").Watermark("10:00:45");
        Assert.Equal(Verdict.Overdue, day.Verdict("t1"));
        Assert.Equal(Verdict.Waiting, day.Verdict("t2"));
    }

    [Fact]
    public void A_scope_that_is_taken_away_is_as_if_it_had_never_been()
    {
        var day = new Timeline().Set("acquirer/lakala", """{"notifySla":"00:05:00"}""");
        day.Run.Configure(PosMonitor.Settings.ConfigurationKind.Settings, "acquirer/lakala", null);
        Assert.Equal(Verdict.Overdue, Sold(day).Watermark("10:00:30").Verdict("t1"));
    }

    [Fact]
    public void A_code_may_mean_something_else_at_an_acquirer()
    {
        var day = new Timeline().Register("""{"codes":{"00":{"class":"failed","cause":"terminal"},"X1":{"class":"approved"}}}""")
            .At("10:00:00").Request("t1").Respond("t1").Request("t2").Respond("t2", "X1");
        Assert.Equal(Outcome.Failed, day.Outcome("t1"));
        Assert.Equal(ResponseCause.Terminal, day.View("t1").Cause);
        Assert.Equal(Outcome.Approved, day.Outcome("t2"));
    }

    [Fact]
    public void Many_changes_do_not_pile_up()
    {
        var day = new Timeline();
        for (var n = 0; n < 1000; n++)
            day.Set("fleet", $$"""{"notifyFloor":{{n}}}""");
        Assert.True(day.Run.Shard.State.Book.Count < 100, $"{day.Run.Shard.State.Book.Count} configurations are kept.");
    }

    private static Timeline Sold(Timeline day) => day.At("10:00:00").Request("t1").Respond("t1");
}
