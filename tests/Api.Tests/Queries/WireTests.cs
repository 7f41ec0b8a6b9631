using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Json;
using PosMonitor.Parties;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Queries;

public sealed class WireTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "\"2026-01-31T12:00:00.000Z\"")]
    [InlineData("2026-01-31T20:00:00.5+08:00", "\"2026-01-31T12:00:00.500Z\"")]
    [InlineData("2026-01-31T12:00:00.1234567Z", "\"2026-01-31T12:00:00.1234567Z\"")]
    [InlineData("2026-01-31T12:00:00.1230400Z", "\"2026-01-31T12:00:00.12304Z\"")]
    public void Times_are_utc_to_the_millisecond_or_finer(string time, string json)
    {
        var written = JsonSerializer.Serialize(DateTimeOffset.Parse(time, null), WireFormat.Options);
        Assert.Equal(json, written);
        Assert.Equal(DateTimeOffset.Parse(time, null), JsonSerializer.Deserialize<DateTimeOffset>(written, WireFormat.Options));
    }

    [Theory]
    [InlineData(Verdict.NotExpected, "not-expected")]
    [InlineData(Outcome.TimedOut, "timed-out")]
    [InlineData(TransactionKind.PreauthComplete, "preauth-complete")]
    [InlineData(EventType.BatchSettled, "batch-settled")]
    [InlineData(EventType.Signin, "signin")]
    [InlineData(TerminalStatus.OffDuty, "off-duty")]
    [InlineData(NotificationChannel.Wechat, "wechat")]
    public void Words_are_kebab_case(object value, string word) => Assert.Equal($"\"{word}\"", JsonSerializer.Serialize(value, WireFormat.Options));

    [Fact]
    public void Totals_are_written_as_the_contract_has_them()
    {
        var figures = new Figures { [Figure.Pending] = 1, [Figure.Approved] = 20, [Figure.Declined] = 3, [Figure.Failed] = 4, [Figure.TimedOut] = 5, [Figure.Reversed] = 6 };
        figures[Figure.LateResponse] = 7;
        figures[Figure.Orphan] = 8;
        figures[Figure.Waiting] = 9;
        figures[Figure.OnTime] = 10;
        figures[Figure.Late] = 11;
        figures[Figure.Overdue] = 12;
        figures[Figure.Missing] = 13;
        figures[Figure.Mismatched] = 14;
        figures[Figure.Unexpected] = 15;
        figures.ResponseMs.Add(40);

        Assert.Equal(
            """
            {"transactions":{"requested":39,"pending":1,"approved":20,"declined":3,"failed":4,"timedOut":5,"reversed":6,"lateResponse":7,"orphan":8},
            "notifications":{"expected":69,"waiting":9,"onTime":10,"late":11,"overdue":12,"missing":13,"mismatched":14,"unexpected":15},
            "responseMs":{"count":1,"p50":40,"p95":40,"p99":40,"max":40},
            "notificationDelayMs":{"count":0,"p50":null,"p95":null,"p99":null,"max":null}}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(Totals.Of(figures), WireFormat.Options));
    }

    [Fact]
    public void Milliseconds_have_no_needless_decimals()
    {
        var quantiles = new Quantiles();
        for (var value = 0; value < 1000; value++)
            quantiles.Add(value);
        var durations = Durations.Of(quantiles);

        Assert.All(new[] { durations.P50, durations.P95, durations.P99, durations.Max }, value => Assert.Equal(value, Math.Round(value!.Value, 1)));
        Assert.InRange(durations.P50!.Value, 490, 510);
    }

    [Fact]
    public void What_is_not_known_of_a_transaction_is_null_and_an_event_has_what_it_has()
    {
        var time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        var view = new TransactionView
        {
            Acquirer = "lakala",
            Terminal = "T1",
            Txn = "1",
            Cause = ResponseCause.None,
            Events = [new PosEvent { Type = EventType.Response, Time = time, Acquirer = "lakala", Terminal = "T1", Txn = "1", Code = "00" }],
        };

        Assert.Equal(
            """
            {"acquirer":"lakala","terminal":"T1","txn":"1","merchant":null,"issuer":null,"kind":null,"amount":null,"currency":null,"card":null,
            "requestedAt":null,"respondedAt":null,"reversedAt":null,"code":null,"cause":null,"outcome":"pending","lateResponse":false,"orphan":false,
            "responseMs":null,"verdict":"not-expected","merchantVerdict":null,"delayMs":null,
            "events":[{"type":"response","time":"2026-01-31T12:00:00.000Z","acquirer":"lakala","terminal":"T1","txn":"1","code":"00"}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(TransactionAnswer.Of(view), WireFormat.Options));
    }

    [Fact]
    public void An_issuer_lists_every_channel()
    {
        var issuer = new SubjectTotals("icbc") { Channels = [.. Enumerable.Range(0, 7).Select(_ => new ChannelFigures())] };
        issuer.Channels[(int)NotificationChannel.Wechat].Late = 2;

        var answer = IssuerAnswer.Of(issuer);

        Assert.Equal(["sms", "app", "wechat", "email", "voice", "push", "other"], answer.Channels.Keys);
        Assert.Equal(2, answer.Channels["wechat"].Late);
        Assert.Equal(0, answer.Channels["sms"].Late);
    }
}
