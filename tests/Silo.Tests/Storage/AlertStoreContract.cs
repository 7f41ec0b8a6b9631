using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Storage;

/// <summary>What every store of alerts does.</summary>
public abstract class AlertStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task A_new_book_is_empty_and_was_never_judged()
    {
        await using var store = await NewStore();
        var state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal((0, 0, long.MinValue, long.MinValue), (state.LastSeq, state.Told.Count, state.JudgedThrough, state.ExplainedThrough));
        Assert.Empty(state.Open.Concat(state.Unsettled));
        Assert.Equal(long.MinValue, await store.Alerts.JudgedThrough(CancellationToken.None));
        Assert.Equal(0, await store.Alerts.LastSeq(CancellationToken.None));
        Assert.Empty(await store.Alerts.List(new AlertQuery(), CancellationToken.None));
        Assert.Null(await store.Alerts.Get("none", CancellationToken.None));
    }

    [Fact]
    public async Task Every_field_survives_a_restart()
    {
        await using var store = await NewStore();
        var alert = new Alert
        {
            Id = "a1",
            Seq = 1,
            Rule = "terminal.failing",
            Severity = AlertSeverity.Critical,
            Status = AlertStatus.Resolved,
            SubjectKind = SubjectKind.Terminal,
            SubjectId = "lakala/T1",
            Acquirer = "lakala",
            Merchant = "M1",
            Terminal = "T1",
            Txn = "x:1",
            Issuer = "icbc",
            OpenedAt = Noon.AddTicks(7),
            DetectedAt = Noon.AddSeconds(1),
            ResolvedAt = Noon.AddSeconds(2),
            AcknowledgedAt = Noon.AddSeconds(3),
            AcknowledgedBy = "li",
            Parent = "p1",
            Delivered = true,
            Evidence = """{"failures":3,"codes":{"96":3}}""",
            TitleEn = "Terminal failing",
            TitleZh = "终端故障",
            ResolvedByPerson = true,
            EndedAt = Noon.UtcTicks + 8,
            EarlierParents = "p2 p3",
        };
        var entry = new AlertHistoryEntry(1, Noon, "opened", "li", "看一下");
        await store.Alerts.Commit(new AlertCommit([new AlertChange(alert, entry)], new Dictionary<int, long> { [3] = 17 }, 99, 111));
        await store.Reopen();
        var detail = await store.Alerts.Get("a1", CancellationToken.None);
        Assert.Equal(alert, detail?.Alert);
        Assert.Equal([entry], detail!.History);
        var state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal(99, await store.Alerts.JudgedThrough(CancellationToken.None));
        Assert.Equal((1, 17, 99, 111, 0), (state.LastSeq, state.Told[3], state.JudgedThrough, state.ExplainedThrough, state.Open.Count));
    }

    [Fact]
    public async Task Open_alerts_are_loaded_with_all_that_tells_how_they_stand()
    {
        await using var store = await NewStore();
        var terminal = Alert("terminal", 1) with
        {
            Issuer = "boc",
            OpenedAt = Noon.AddTicks(7),
            KnownAt = Noon.UtcTicks + 9,
            DetectedAt = Noon.AddTicks(11),
            Parent = "issuer",
            EarlierParents = "p2 p3",
            Delivered = false,
            Evidence = """{"failures":3,"byIssuer":{"icbc":2,"boc":1}}""",
        };
        var transaction = Alert("transaction", 2) with
        {
            Rule = "notification.overdue",
            Severity = AlertSeverity.Warning,
            Status = AlertStatus.Acknowledged,
            SubjectKind = SubjectKind.Transaction,
            SubjectId = "lakala/T1/x",
        };
        var issuer = Alert("issuer", 3) with { Rule = "issuer.degraded", SubjectKind = SubjectKind.Issuer, SubjectId = "icbc", Acquirer = null, Merchant = null, Terminal = null };
        await Commit(store, terminal, transaction, issuer);
        await Commit(store, terminal with { Seq = 4 });
        var open = (await store.Alerts.Load(CancellationToken.None)).Open;
        Assert.Equal([AlertHead.Of(transaction), AlertHead.Of(issuer), AlertHead.Of(terminal with { Seq = 4 })], open.Select(alert => alert as AlertHead ?? AlertHead.Of((Alert)alert)));
        Assert.Equal(("icbc", issuer), (AlertHead.Of(terminal).BlamedIssuer, open[1]));
    }

    [Fact]
    public async Task An_alert_is_listed_once_at_its_latest_change_and_every_change_is_kept()
    {
        await using var store = await NewStore();
        await Commit(store, Alert("a", 1), Alert("b", 2));
        await Commit(store, Alert("a", 3) with { Status = AlertStatus.Acknowledged });
        await Commit(store, Alert("c", 4), Alert("b", 5) with { Status = AlertStatus.Resolved });
        var listed = await store.Alerts.List(new AlertQuery(), CancellationToken.None);
        Assert.Equal([("a", 3L), ("c", 4L), ("b", 5L)], listed.Select(alert => (alert.Id, alert.Seq)));
        var changes = await store.Alerts.Changes(0, 100, CancellationToken.None);
        Assert.Equal([1, 2, 3, 4, 5], changes.Select(alert => alert.Seq));
        Assert.Equal([AlertStatus.Open, AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.Open, AlertStatus.Resolved], changes.Select(alert => alert.Status));
        Assert.Equal([3, 4], (await store.Alerts.Changes(2, 2, CancellationToken.None)).Select(alert => alert.Seq));
        Assert.Equal(["a", "c"], (await store.Alerts.Load(CancellationToken.None)).Open.Select(alert => alert.Id));
        Assert.Equal([2, 5], (await store.Alerts.Get("b", CancellationToken.None))!.History.Select(entry => entry.Seq));
        Assert.Equal(5, await store.Alerts.LastSeq(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_resolved_is_loaded_as_long_as_it_matters_to_what_explains_what()
    {
        await using var store = await NewStore();
        Alert Ended(string id, long seq, int opened, int ended) =>
            Alert(id, seq) with { Status = AlertStatus.Resolved, OpenedAt = Noon.AddSeconds(opened), EndedAt = Noon.AddSeconds(ended).UtcTicks };
        await Commit(
            store,
            Ended("over", 1, 1, 10),
            Ended("ends-later", 2, 1, 11),
            Ended("opens-later", 3, 11, 5),
            Ended("of-open", 4, 1, 2),
            Ended("of-ended", 5, 1, 3),
            Ended("of-later", 6, 1, 4),
            Alert("open", 7) with { Parent = "of-open" },
            Ended("ended", 8, 1, 10) with { Parent = "of-ended" },
            Ended("later", 9, 1, 12) with { Parent = "of-later" },
            Alert("open-too", 10) with { Parent = "open" });
        await store.Alerts.Commit(new AlertCommit([], new Dictionary<int, long>(), null, Noon.AddSeconds(10).UtcTicks));
        var state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal(["ends-later", "opens-later", "of-open", "of-later", "later"], state.Unsettled.Select(alert => alert.Id));
        Assert.Equal(["open", "open-too"], state.Open.Select(alert => alert.Id));
        Assert.Equal((long.MinValue, Noon.AddSeconds(10).UtcTicks), (state.JudgedThrough, state.ExplainedThrough));
    }

    [Theory, MemberData(nameof(Filters))]
    public async Task Filters_are_those_of_the_contract(AlertQuery query, string expected)
    {
        await using var store = await NewStore();
        await Commit(
            store,
            Alert("a", 1),
            Alert("b", 2) with { Status = AlertStatus.Resolved, Rule = "notification.overdue", Terminal = "T2", Issuer = "icbc" },
            Alert("c", 3) with { Status = AlertStatus.Acknowledged, Rule = "notification.overdue", Severity = AlertSeverity.Info, Acquirer = "leshua", Parent = "a" },
            Alert("d", 4) with { Status = AlertStatus.Resolved, Merchant = "M2", Issuer = "icbc", Delivered = false },
            Alert("e", 5) with { Acquirer = "leshua", Merchant = "M2", Terminal = "T2" });
        var found = await store.Alerts.List(query, CancellationToken.None);
        Assert.Equal(expected, string.Join(' ', found.Select(alert => alert.Id)));
    }

    [Fact]
    public async Task Those_of_many_ids_that_exist_are_found_at_their_latest_change()
    {
        await using var store = await NewStore();
        await Commit(store, Alert("a", 1), Alert("b", 2), Alert("c'\"", 3), Alert("b", 4) with { Status = AlertStatus.Resolved });
        string[] ids = ["none", "b", "c'\"", .. Enumerable.Range(0, 50_000).Select(i => $"x{i}")];
        var found = await store.Alerts.Find(ids, CancellationToken.None);
        Assert.Equal([("b", 4L), ("c'\"", 3L)], found.OrderBy(alert => alert.Id).Select(alert => (alert.Id, alert.Seq)));
        Assert.Empty(await store.Alerts.Find([], CancellationToken.None));
    }

    [Fact]
    public async Task A_commit_whose_numbers_do_not_follow_is_refused_whole()
    {
        await using var store = await NewStore();
        await Commit(store, Alert("a", 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(store, Alert("b", 2), Alert("c", 4)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(store, Alert("b", 1)));
        Assert.Equal(1, await store.Alerts.LastSeq(CancellationToken.None));
        await Commit(store, Alert("b", 2));
        Assert.Equal([1, 2], (await store.Alerts.Changes(0, 10, CancellationToken.None)).Select(alert => alert.Seq));
    }

    [Fact]
    public async Task How_far_a_shard_was_heard_never_goes_back()
    {
        await using var store = await NewStore();
        await store.Alerts.Commit(new AlertCommit([], new Dictionary<int, long> { [0] = 9, [1] = 4 }, 70, 75));
        await store.Alerts.Commit(new AlertCommit([], new Dictionary<int, long> { [0] = 8, [1] = 5 }, 60, 65));
        await store.Alerts.Commit(new AlertCommit([], new Dictionary<int, long>(), null, long.MinValue));
        var state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal((9, 5, 70, 75), (state.Told[0], state.Told[1], state.JudgedThrough, state.ExplainedThrough));
    }

    [Fact]
    public async Task A_cut_is_applied_before_the_page_is_filled()
    {
        await using var store = await NewStore();
        Alert Of(string id, long seq, string acquirer) => Alert(id, seq) with { Acquirer = acquirer };
        Alert Shared(string id, long seq, string evidence) =>
            Alert(id, seq) with { Acquirer = null, SubjectKind = Parties.SubjectKind.Issuer, SubjectId = "icbc", Evidence = evidence };
        await Commit(
            store,
            Of("a1", 1, "a"),
            Of("b1", 2, "b"),
            Shared("shared", 3, """{"byAcquirer":{"a":{"failures":3},"c":{"failures":0}}}"""),
            Of("b2", 4, "b"),
            Of("a2", 5, "a"),
            Shared("explains", 6, """{"byAcquirer":{"b":{"untimely":1}},"explains":{"byAcquirer":{"a":{"terminal.failing":1}}}}"""),
            Shared("old", 7, "{}"));

        Assert.Equal("a1 shared a2", await Ids("a", 0, 3));
        Assert.Equal("a2 explains", await Ids("a", 3, 3));
        Assert.Equal("b1 b2 explains", await Ids("b", 0, 9));
        Assert.Equal("", await Ids("c", 0, 9));

        async Task<string> Ids(string acquirer, long after, int limit)
        {
            var query = new AlertQuery { Cut = new Access.AcquirerCut([acquirer]), After = after, Limit = limit };
            return string.Join(' ', (await store.Alerts.List(query, CancellationToken.None)).Select(alert => alert.Id));
        }
    }

    public static TheoryData<AlertQuery, string> Filters => new()
    {
        { new AlertQuery { Status = AlertStatus.Open }, "a e" },
        { new AlertQuery { Status = AlertStatus.Resolved }, "b d" },
        { new AlertQuery { Rule = "notification.overdue" }, "b c" },
        { new AlertQuery { Severity = AlertSeverity.Info }, "c" },
        { new AlertQuery { Acquirer = "leshua" }, "c e" },
        { new AlertQuery { Merchant = "M2" }, "d e" },
        { new AlertQuery { Terminal = "T2" }, "b e" },
        { new AlertQuery { Issuer = "icbc" }, "b d" },
        { new AlertQuery { Parent = "a" }, "c" },
        { new AlertQuery { Parent = AlertQuery.NoParent }, "a b d e" },
        { new AlertQuery { Delivered = false }, "d" },
        { new AlertQuery { Delivered = true }, "a b c e" },
        { new AlertQuery { After = 3 }, "d e" },
        { new AlertQuery { Limit = 2 }, "a b" },
        { new AlertQuery { Before = 5, Limit = 2 }, "d c" },
        { new AlertQuery { Before = long.MaxValue, Issuer = "icbc" }, "d b" },
        { new AlertQuery { Before = 5, After = 2, Parent = AlertQuery.NoParent }, "d" },
        { new AlertQuery { Status = AlertStatus.Open, Acquirer = "leshua", Merchant = "M2", Terminal = "T2", Severity = AlertSeverity.Critical }, "e" },
        { new AlertQuery { Rule = "notification.overdue", After = 2 }, "c" },
        { new AlertQuery { Acquirer = "nobody' OR 1=1 --" }, "" },
    };


    protected static Task Commit(TestStore store, params Alert[] alerts) =>
        store.Alerts.Commit(new AlertCommit([.. alerts.Select(Change)], new Dictionary<int, long>(), null, long.MinValue));

    internal static AlertChange Change(Alert alert) => new(alert, new AlertHistoryEntry(alert.Seq, Noon, "opened", null, null));

    internal static Alert Alert(string id, long seq) => new()
    {
        Id = id,
        Seq = seq,
        Rule = "terminal.failing",
        Severity = AlertSeverity.Critical,
        Status = AlertStatus.Open,
        SubjectKind = SubjectKind.Terminal,
        SubjectId = "lakala/T1",
        Acquirer = "lakala",
        Merchant = "M1",
        Terminal = "T1",
        OpenedAt = Noon,
        DetectedAt = Noon,
        Delivered = true,
        Evidence = "{}",
        TitleEn = "en",
        TitleZh = "zh",
    };
}
