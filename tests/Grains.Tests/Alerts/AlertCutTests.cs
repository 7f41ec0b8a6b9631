using System.Text.Json;
using PosMonitor.Access;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

public sealed class AlertCutTests
{
    private const string Failing = """
        {"finished":60,"failures":40,"share":0.6667,"windowSeconds":60,"failingTerminals":9,"byCause":{"issuer":40},"byCode":{"91":30,"96":10},"byIssuer":{"icbc":40},
        "byAcquirer":{"a":{"finished":20,"failures":15,"failingTerminals":4,"byCause":{"issuer":15},"byCode":{"91":10,"96":5}},
        "b":{"finished":30,"failures":25,"failingTerminals":5,"byCause":{"issuer":25},"byCode":{"91":20,"96":5}},
        "c":{"finished":10,"failures":0,"failingTerminals":0,"byCause":{},"byCode":{}}},
        "explains":{"alerts":5,"byRule":{"merchant.failing":1,"terminal.failing":4},"byAcquirer":{"a":{"terminal.failing":3},"d":{"merchant.failing":1,"terminal.failing":1}}}}
        """;

    private const string Untimely = """
        {"expected":80,"untimely":30,"share":0.375,"windowSeconds":300,"channels":{"sms":{"late":20,"failed":4}},
        "byAcquirer":{"a":{"expected":50,"untimely":10,"channels":{"sms":{"late":8,"failed":4}}},"b":{"expected":30,"untimely":20,"channels":{"sms":{"late":12,"failed":0}}}}}
        """;

    [Fact]
    public void Without_a_cut_nothing_changes()
    {
        var alert = Issuer("issuer.degraded", Failing);
        Assert.Same(alert, AlertCut.Of(alert, null));
    }

    [Fact]
    public void What_belongs_to_an_acquirer_is_seen_by_it_as_it_is_and_by_no_other()
    {
        var alert = Issuer("terminal.failing", "{}") with { SubjectKind = SubjectKind.Terminal, SubjectId = "a/1", Acquirer = "a" };
        Assert.Same(alert, AlertCut.Of(alert, new AcquirerCut(["a", "b"])));
        Assert.Null(AlertCut.Of(alert, new AcquirerCut(["b"])));
        Assert.Null(AlertCut.Of(alert, AcquirerCut.Nothing));
    }

    [Fact]
    public void One_acquirer_sees_its_own_figures()
    {
        var alert = AlertCut.Of(Issuer("issuer.degraded", Failing), new AcquirerCut(["a"]))!;

        Assert.Equal(
            """{"finished":20,"failures":15,"share":0.75,"windowSeconds":60,"failingTerminals":4,"byCause":{"issuer":15},"byCode":{"91":10,"96":5},"byIssuer":{"icbc":15},"explains":{"alerts":3,"byRule":{"terminal.failing":3}}}""",
            alert.Evidence);
        Assert.Equal("Issuer icbc is degraded: 15 of 20 payments failed within 60 seconds, on 4 terminals", alert.TitleEn);
        Assert.Equal("发卡行 icbc 服务异常：60 秒内 20 笔交易中有 15 笔失败，涉及 4 台终端", alert.TitleZh);
        Assert.Null(alert.AcknowledgedBy);
    }

    [Fact]
    public void Several_acquirers_are_added_up_to_what_the_whole_says_of_them()
    {
        var json = JsonDocument.Parse(AlertCut.Of(Issuer("issuer.degraded", Failing), new AcquirerCut(["a", "b", "c", "d"]))!.Evidence).RootElement;
        var whole = JsonDocument.Parse(Failing).RootElement;
        foreach (var member in json.EnumerateObject().Where(member => member.Name != "explains"))
            Assert.Equal(whole.GetProperty(member.Name).GetRawText(), member.Value.GetRawText());
        Assert.Equal("""{"alerts":5,"byRule":{"terminal.failing":4,"merchant.failing":1}}""", json.GetProperty("explains").GetRawText());
    }

    [Fact]
    public void Who_has_no_failure_sees_it_only_where_it_explains_an_alert_of_theirs()
    {
        var alert = Issuer("issuer.degraded", Failing);
        Assert.Equal(["a", "b", "d"], AlertCut.AcquirersOf(alert));
        Assert.Null(AlertCut.Of(alert, new AcquirerCut(["c"])));
        Assert.Null(AlertCut.Of(alert, new AcquirerCut(["e"])));
        var explained = AlertCut.Of(alert, new AcquirerCut(["d"]))!;
        Assert.Equal(
            """{"finished":0,"failures":0,"share":0,"windowSeconds":60,"failingTerminals":0,"byCause":{},"byCode":{},"byIssuer":{},"explains":{"alerts":2,"byRule":{"merchant.failing":1,"terminal.failing":1}}}""",
            explained.Evidence);
    }

    [Fact]
    public void Notifications_are_cut_in_the_same_way()
    {
        var alert = AlertCut.Of(Issuer("notification.degraded", Untimely), new AcquirerCut(["b"]))!;

        Assert.Equal("""{"expected":30,"untimely":20,"share":0.6667,"windowSeconds":300,"channels":{"sms":{"late":12,"failed":0}}}""", alert.Evidence);
        Assert.StartsWith("Issuer icbc does not tell its customers in time: 20 of 30 notifications", alert.TitleEn, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_did_to_a_shared_alert_is_told_without_them()
    {
        AlertHistoryEntry[] history =
        [
            new(1, default, "opened", null, null), new(2, default, "explains", null, null), new(3, default, "acknowledged", "carol", "b is down"), new(4, default, "comment", "carol", "still"),
        ];
        var detail = new AlertDetail(Issuer("issuer.degraded", Failing), history);

        var cut = AlertCut.Of(detail, new AcquirerCut(["a"]))!;
        Assert.Equal([new(1, default, "opened", null, null), new(3, default, "acknowledged", null, null)], cut.History);
        Assert.Equal(history, AlertCut.Of(detail, null)!.History);
        Assert.Null(AlertCut.Of(detail, new AcquirerCut(["c"])));
    }

    [Fact]
    public void One_of_before_there_were_cuts_is_seen_whole_or_not_at_all()
    {
        var alert = Issuer("issuer.degraded", """{"finished":60,"failures":40,"windowSeconds":60}""");
        Assert.Same(alert, AlertCut.Of(alert, null));
        Assert.Null(AlertCut.Of(alert, new AcquirerCut(["a"])));
    }

    private static Alert Issuer(string rule, string evidence) => new()
    {
        Id = "1",
        Seq = 1,
        Rule = rule,
        Severity = AlertSeverity.Critical,
        Status = AlertStatus.Acknowledged,
        SubjectKind = SubjectKind.Issuer,
        SubjectId = "icbc",
        Issuer = "icbc",
        OpenedAt = default,
        DetectedAt = default,
        AcknowledgedBy = "carol",
        Delivered = true,
        Evidence = evidence,
        TitleEn = "whole",
        TitleZh = "whole",
    };
}
