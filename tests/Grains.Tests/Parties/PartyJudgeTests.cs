using System.Globalization;
using System.Text.Json.Nodes;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Parties;

/// <summary>Timelines of one morning at one merchant. Times are of 2026-03-01; each shard ticks when it is told to.</summary>
public sealed class PartyJudgeTests
{
    private const string Shop = "unionpay/shop";
    private readonly DetectionOptions _options = new();
    private readonly JournalOfFinishes[] _shards = [new(), new()];
    private readonly List<string> _said = [];
    private readonly List<AlertEffect> _effects = [];
    private PartyJudge _judge;

    public PartyJudgeTests()
    {
        _judge = new PartyJudge(Configuration.Start(_options), 2, long.MinValue, []);
        _judge.Introduce(0, new SlotReport(long.MinValue, []));
        _judge.Introduce(1, new SlotReport(long.MinValue, []));
    }

    [Fact]
    public void The_twentieth_finish_opens_it_and_not_the_nineteenth()
    {
        Finish("08:00:01", 19, failed: 10, terminals: 2);
        Tick("08:00:10");
        Finish("08:00:11", 1);
        Tick("08:00:20");

        Assert.Equal(["Open 08:00:20"], _said);
    }

    [Fact]
    public void Thirty_percent_open_it_and_less_do_not()
    {
        Finish("08:00:01", 20, failed: 5, terminals: 2);
        Tick("08:00:10");
        Finish("08:05:01", 20, failed: 6, terminals: 2);
        Tick("08:05:10");

        Assert.Equal(["Open 08:05:10"], _said);
    }

    [Fact]
    public void Failures_of_one_terminal_are_not_the_merchants()
    {
        Finish("08:00:01", 30, failed: 30, terminals: 1);
        Tick("08:00:10");
        Finish("08:00:12", 1, failed: 1, terminals: 1, shard: 1);
        Tick("08:00:20");

        Assert.Equal(["Open 08:00:20"], _said);
    }

    [Fact]
    public void Terminals_of_two_shards_are_two_though_they_have_one_number()
    {
        Finish("08:00:01", 10, failed: 5, terminals: 1);
        Finish("08:00:02", 10, failed: 5, terminals: 1, shard: 1);
        Tick("08:00:10");

        Assert.Equal(["Open 08:00:10"], _said);
    }

    [Fact]
    public void The_last_six_slots_are_looked_at_where_they_hold_enough()
    {
        Finish("08:00:01", 100);
        Finish("08:02:01", 20, failed: 6, terminals: 2);
        Tick("08:02:10");

        Assert.Equal(["Open 08:02:10"], _said);
        Assert.Equal(60, (int)Evidence()["windowSeconds"]!);
    }

    [Fact]
    public void Else_the_last_thirty_are()
    {
        Finish("08:00:01", 10, failed: 3, terminals: 2);
        Finish("08:04:51", 10, failed: 3, terminals: 2);
        Tick("08:05:00");

        Assert.Equal(["Open 08:05:00"], _said);
        Assert.Equal(300, (int)Evidence()["windowSeconds"]!);
    }

    [Fact]
    public void A_slot_that_is_thirty_slots_old_is_looked_at_no_more()
    {
        Finish("08:00:01", 10, failed: 3, terminals: 2);
        Finish("08:05:01", 10, failed: 3, terminals: 2);
        Tick("08:05:10");

        Assert.Empty(_said);
    }

    [Fact]
    public void It_resolves_below_ten_percent_and_not_at_ten()
    {
        Finish("08:00:01", 20, failed: 6, terminals: 2);
        Tick("08:00:10");
        Finish("08:00:15", 40);
        Tick("08:00:20");
        Finish("08:00:25", 1);
        Tick("08:00:30");

        Assert.Equal(["Open 08:00:10", "Resolve 08:00:30"], _said);
    }

    [Fact]
    public void It_resolves_by_the_span_that_opening_would_look_at()
    {
        Finish("08:00:01", 20, failed: 20, terminals: 2);
        Tick("08:00:10");
        Finish("08:01:55", 19);
        Tick("08:02:00");
        Finish("08:02:05", 1);
        Tick("08:02:10");

        // At 08:02:00 the last minute holds 19: all five minutes count, 20 of 39 failed.
        Assert.Equal(["Open 08:00:10", "Resolve 08:02:10"], _said);
    }

    [Fact]
    public void It_resolves_when_nothing_finished_in_thirty_slots()
    {
        Finish("08:00:01", 20, failed: 6, terminals: 2);
        Tick("08:00:10");
        Tick("08:05:00");
        Assert.Equal(["Open 08:00:10"], _said);
        Tick("08:05:10");

        Assert.Equal(["Open 08:00:10", "Resolve 08:05:10"], _said);
    }

    [Fact]
    public void A_jump_of_a_day_judges_every_slot_end_in_it()
    {
        Finish("08:00:01", 20, failed: 6, terminals: 2);
        Finish("12:00:01", 25, failed: 25, terminals: 3);
        Tick("23:59:59");

        Assert.Equal(["Open 08:00:10", "Resolve 08:05:10", "Open 12:00:10", "Resolve 12:05:10"], _said);
        Assert.Equal(0, _judge.Subjects);
    }

    [Fact]
    public void What_comes_late_counts_in_later_judgements_only()
    {
        Finish("08:00:01", 10, failed: 3, terminals: 2);
        Tick("08:00:10");
        Finish("08:00:02", 10, failed: 3, terminals: 2);
        Tick("08:00:15");
        Assert.Empty(_said);
        Tick("08:00:20");

        Assert.Equal(["Open 08:00:20"], _said);
    }

    [Fact]
    public void A_slot_is_judged_when_the_last_shard_has_passed_its_end()
    {
        Finish("08:00:01", 10, failed: 3, terminals: 2);
        Finish("08:00:02", 10, failed: 3, terminals: 2, shard: 1);
        Tick(0, "08:00:12");
        Assert.Empty(_said);
        // The second shard ticks at another moment: what it counted up to then belongs to the slot that ended at 08:00:10.
        Tick(1, "08:00:17");

        Assert.Equal(["Open 08:00:10"], _said);
    }

    [Fact]
    public void Nothing_is_judged_until_every_shard_has_introduced_itself()
    {
        _judge = new PartyJudge(Configuration.Start(_options), 2, long.MinValue, []);
        _judge.Introduce(0, new SlotReport(long.MinValue, []));
        Finish("08:00:01", 20, failed: 6, terminals: 2);
        Tick(0, "08:00:10");
        Assert.Empty(_said);

        _judge.Introduce(1, new SlotReport(At("08:00:10"), []));
        Judge();

        Assert.Equal(["Open 08:00:10"], _said);
    }

    [Fact]
    public void A_shard_that_went_back_holds_judging_until_it_is_there_again()
    {
        Finish("08:00:01", 20, failed: 6, terminals: 2);
        Tick("08:00:10");
        _judge.Introduce(0, new SlotReport(At("08:00:00"), []));
        Tick(1, "08:00:30");
        Assert.Equal(At("08:00:10"), _judge.JudgedThrough);

        foreach (var report in _shards[0].Reports)
            _judge.Hear(0, report);
        Finish("08:00:15", 41);
        Tick(0, "08:00:30");

        Assert.Equal(["Open 08:00:10", "Resolve 08:00:20"], _said);
    }

    [Fact]
    public void The_evidence_counts_by_cause_code_and_issuer()
    {
        var code = ResponseCode.Pack((byte)'9', (byte)'1');
        Finish("08:00:01", 14);
        Finish("08:00:02", 4, failed: 4, terminals: 2, code: code);
        Finish("08:00:03", 2, failed: 2, terminals: 1, shard: 1);
        Tick("08:00:10");

        Assert.Equal(
            """{"finished":20,"failures":6,"share":0.3,"windowSeconds":60,"failingTerminals":3,"byCause":{"issuer":4,"network":2},"byCode":{"91":4,"timeout":2},"byIssuer":{"icbc":6}}""",
            Assert.Single(_effects).Evidence);
        Assert.Equal(("unionpay", "shop", AlertSeverity.Critical), (_effects[0].Acquirer, _effects[0].Merchant, _effects[0].Severity));
    }

    [Fact]
    public void An_issuer_needs_fifty_finished_and_five_terminals()
    {
        _options.MerchantMin = 1000;
        Finish("08:00:01", 49, failed: 40, terminals: 4);
        Tick("08:00:10");
        Finish("08:00:11", 1);
        Tick("08:00:20");
        Finish("08:00:21", 1, failed: 1, terminals: 1, shard: 1);
        Tick("08:00:30");

        Assert.Equal(["Open 08:00:30"], _said);
        Assert.Equal(("issuer.degraded", "icbc", "icbc"), (_effects[0].Rule, _effects[0].SubjectId, _effects[0].Issuer));
    }

    /// <summary>Finishes of the shop, the first of them failures spread over so many terminals.</summary>
    private void Finish(string at, int count, int failed = 0, int terminals = 1, int shard = 0, ushort code = 0)
    {
        for (var i = 0; i < count; i++)
            _shards[shard].Finish(new Finish(At(at), Shop, "icbc", i < failed ? i % terminals : 0, i < failed, code));
    }

    private void Tick(string at)
    {
        for (var shard = 0; shard < _shards.Length; shard++)
            Tick(shard, at);
    }

    private void Tick(int shard, string at)
    {
        if (_shards[shard].Tick(At(at)) is { } report)
            _judge.Hear(shard, report);
        _judge.Advance(shard, At(at));
        Judge();
    }

    /// <summary>Most timelines are about the merchant; the issuer's alerts are told where no merchant's can be.</summary>
    private void Judge()
    {
        foreach (var effect in _judge.Judge())
            if (effect.SubjectKind == SubjectKind.Merchant || _options.MerchantMin == 1000)
            {
                _effects.Add(effect);
                _said.Add($"{effect.Action} {new DateTime(effect.At, DateTimeKind.Utc).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}");
            }
    }

    private JsonNode Evidence() => JsonNode.Parse(_effects[0].Evidence!)!;

    private static long At(string time) => DateTime.Parse("2026-03-01T" + time, CultureInfo.InvariantCulture).Ticks;
}
