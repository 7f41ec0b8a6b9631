using PosMonitor.Events;
using PosMonitor.Explanations;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Operations.Parties;

/// <summary>The words that stand on the pages of transactions, terminals, merchants, acquirers and issuers.</summary>
internal static class SubjectTerms
{
    public static readonly Phrase Acquirers = new("Acquirers", "收单机构");
    public static readonly Phrase Issuers = new("Issuers", "发卡行");
    public static readonly Phrase Merchants = new("Merchants", "商户");
    public static readonly Phrase Terminals = new("Terminals", "终端");
    public static readonly Phrase Transactions = new("Transactions", "交易");
    public static readonly Phrase Transaction = new("Transaction", "交易");
    public static readonly Phrase Totals = new("Totals", "汇总");
    public static readonly Phrase Facts = new("Facts", "基本信息");
    public static readonly Phrase Name = new("Name", "名称");

    public static readonly Phrase M1 = new("1 min", "1 分钟");
    public static readonly Phrase M5 = new("5 min", "5 分钟");
    public static readonly Phrase H1 = new("1 h", "1 小时");
    public static readonly Phrase All = new("All", "全部");
    public static readonly Phrase Figure = new("Figure", "指标");
    public static readonly Phrase Requested = new("Requested", "请求");
    public static readonly Phrase FailureShare = new("Failed or timed out, of those that ended", "失败或超时占已结束的比例");
    public static readonly Phrase FailuresHour = new("Failed, last hour", "最近一小时失败");
    public static readonly Phrase RequestedHour = new("Transactions, last hour", "最近一小时交易");
    public static readonly Phrase OnTimeHour = new("Told in time, last hour", "最近一小时按时通知");
    public static readonly Phrase DelayHour = new("Notification delay, last hour", "最近一小时通知时延");
    public static readonly Phrase ResponseHour = new("Response time, last hour", "最近一小时响应时间");
    public static readonly Phrase OfEnded = new("of those that ended", "占已结束交易");
    public static readonly Phrase OfDue = new("of those that were due", "占应发通知");
    public static readonly Phrase LateResponses = new("Late responses", "迟到响应");
    public static readonly Phrase Orphans = new("Without a request", "无请求的交易");
    public static readonly Phrase Expected = new("Notifications expected", "应发通知");
    public static readonly Phrase ResponseTime = new("Response time", "响应时间");
    public static readonly Phrase Delay = new("Notification delay", "通知时延");

    public static readonly Phrase OpenAlerts = new("Open alerts", "未恢复告警");
    public static readonly Phrase NoAlerts = new("No alert is open.", "没有未恢复的告警。");
    public static readonly Phrase MoreAlerts = new("There are more: all of them", "还有更多：查看全部");
    public static readonly Phrase Severity = new("Severity", "级别");
    public static readonly Phrase Alert = new("Alert", "告警");
    public static readonly Phrase About = new("About", "对象");
    public static readonly Phrase Opened = new("Opened", "发生时间");
    public static readonly Phrase State = new("State", "状态");
    public static readonly Phrase ExplainedBy = new("Explained by", "根因");
    public static readonly Phrase Parent = new("its cause", "根因告警");

    public static readonly Phrase Status = new("Status", "状态");
    public static readonly Phrase LastEvent = new("Last event", "最近事件");
    public static readonly Phrase Newest = new("First page", "第一页");
    public static readonly Phrase Next = new("Next page", "下一页");
    public static readonly Phrase Paging = new("Pages of the list: {0}", "列表分页：{0}");
    public static readonly Phrase Empty = new("Nothing yet.", "暂无数据。");

    public static readonly Phrase Time = new("Time", "时间");
    public static readonly Phrase Amount = new("Amount", "金额");
    public static readonly Phrase Outcome = new("Outcome", "结果");
    public static readonly Phrase Verdict = new("Notification", "通知");
    public static readonly Phrase Code = new("Code", "应答码");
    public static readonly Phrase Orphan = new("no request", "无请求");

    private static readonly Phrase[] Outcomes =
        [new("pending", "处理中"), new("approved", "批准"), new("declined", "拒绝"), new("failed", "失败"), new("timed out", "超时"), new("reversed", "已冲正")];

    private static readonly Phrase[] Verdicts =
    [
        new("not expected", "无需通知"), new("waiting", "等待中"), new("on time", "按时"), new("late", "迟到"),
        new("overdue", "逾期"), new("missing", "缺失"), new("mismatched", "不符"), new("unexpected", "不应有"),
    ];

    private static readonly Phrase[] Statuses =
        [new("failing", "故障"), new("slow", "缓慢"), new("silent", "静默"), new("off duty", "已签退"), new("active", "活跃"), new("idle", "空闲")];

    private static readonly Phrase[] Causes =
        [Phrase.None, new("customer or card", "客户或卡片"), new("issuer", "发卡行"), new("network", "网络"), new("terminal", "终端"), new("operation", "操作")];

    private static readonly Phrase[] Kinds =
        [new("purchase", "消费"), new("void", "消费撤销"), new("refund", "退货"), new("pre-authorisation", "预授权"), new("completion", "预授权完成"), new("balance", "余额查询")];

    private static readonly Phrase[] Channels =
        [new("SMS", "短信"), new("app", "手机银行"), new("WeChat", "微信"), new("e-mail", "电子邮件"), new("voice", "语音电话"), new("push", "推送"), new("other", "其他")];

    public static Phrase Of(Outcome outcome) => Outcomes[(int)outcome];

    public static Phrase Of(Verdict verdict) => Verdicts[(int)verdict];

    public static Phrase Of(TerminalStatus status) => Statuses[(int)status];

    public static Phrase Of(ResponseCause cause) => Causes[(int)cause];

    public static Phrase Of(TransactionKind kind) => Kinds[(int)kind];

    public static Phrase Of(NotificationChannel channel) => Channels[(int)channel];
}
