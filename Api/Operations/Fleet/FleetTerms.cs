using PosMonitor.Explanations;

namespace PosMonitor.Operations.Fleet;

/// <summary>The words of the page of the fleet.</summary>
internal static class FleetTerms
{
    public static readonly Phrase Title = new("Fleet", "总览");
    public static readonly Phrase Figures = new("Figures", "关键指标");
    public static readonly Phrase Terminals = new("Terminals", "终端");
    public static readonly Phrase EventRate = new("Events a second", "每秒事件");
    public static readonly Phrase Lag = new("Lag", "处理延迟");
    public static readonly Phrase LastMinute = new("Transactions, last minute", "最近一分钟交易");
    public static readonly Phrase Failed = new("Failed, last minute", "最近一分钟失败");
    public static readonly Phrase FailedHint = new("failed or timed out, of all that ended", "失败或超时，占已结束交易的比例");
    public static readonly Phrase Told = new("Cardholders told in time, last minute", "最近一分钟按时通知");
    public static readonly Phrase ToldHint = new("of all notifications that were due", "占应发通知的比例");
    public static readonly Phrase Overdue = new("Late or missing, last hour", "最近一小时迟到或缺失");
    public static readonly Phrase Delay = new("Notification delay, last minute", "最近一分钟通知时延");
    public static readonly Phrase Settled = new("Settled through", "已结算至");

    public static readonly Phrase NothingTitle = new("Nothing yet", "暂无数据");
    public static readonly Phrase Nothing = new(
        "No terminal has been heard of. This line sends a first event; KEY is a key that may send.",
        "尚未收到任何终端的事件。用下面的命令发送第一条事件，KEY 为可发送事件的密钥。");
    public static readonly Phrase NothingDemo = new("Or start the monitor with --demo, which simulates a fleet.", "也可以用 --demo 启动，模拟一批终端。");

    public static readonly Phrase Causes = new("Open root causes", "当前根因");
    public static readonly Phrase CausesHint = new("what explains most terminals first", "按影响终端数排序");
    public static readonly Phrase NoCauses = new("Nothing explains an outage now.", "当前没有故障根因。");
    public static readonly Phrase CauseTerminals = new("{0} terminals", "{0} 台终端");
    public static readonly Phrase CauseAlerts = new("explains {0} alerts", "解释 {0} 条告警");
    public static readonly Phrase MoreCauses = new("and {0} more", "另有 {0} 项");

    public static readonly Phrase FailuresOfHour = new("Failures, last hour", "最近一小时失败率");
    public static readonly Phrase DelayOfHour = new("Notification delay, last hour", "最近一小时通知时延");
    public static readonly Phrase FailedShort = new("failed", "失败");
    public static readonly Phrase TimedOutShort = new("timed out", "超时");
    public static readonly Phrase LateShort = new("told late or not", "通知迟到或缺失");
    public static readonly Phrase AsTable = new("As a table", "以表格查看");
    public static readonly Phrase Minute = new("Minute", "分钟");

    public static readonly Phrase Map = new("Terminals by merchant", "各商户终端");
    public static readonly Phrase MapHelp = new(
        "Map of the fleet: each cell is a merchant. Arrow keys go from cell to cell, Enter opens one.",
        "终端地图：每格为一个商户。方向键移动，回车打开。");
    public static readonly Phrase MapTable = new("By acquirer, as a table", "按收单机构以表格查看");
    public static readonly Phrase MapRest = new("all other merchants", "其他商户");
    public static readonly Phrase CellBad = new("a tenth or more failing", "一成以上终端失败");
    public static readonly Phrase CellWarn = new("some failing, slow or silent", "部分失败、缓慢或静默");
    public static readonly Phrase CellGood = new("in order", "正常");
    public static readonly Phrase CellIdle = new("idle", "空闲");
    public static readonly Phrase Failing = new("failing", "失败");
    public static readonly Phrase Slow = new("slow", "缓慢");
    public static readonly Phrase Silent = new("silent", "静默");
    public static readonly Phrase Active = new("active", "活跃");
    public static readonly Phrase Idle = new("idle", "空闲");
    public static readonly Phrase OffDuty = new("off duty", "未值机");

    public static readonly Phrase WorstMerchants = new("Worst merchants, last 5 minutes", "最近五分钟失败最多的商户");
    public static readonly Phrase WorstIssuers = new("Worst issuers, last 5 minutes", "最近五分钟失败最多的发卡行");
    public static readonly Phrase NoneWorst = new("None stands out.", "暂无。");
    public static readonly Phrase FailedOf = new("Failed / finished", "失败 / 完成");
    public static readonly Phrase Share = new("Share", "占比");
    public static readonly Phrase LateNotices = new("Late notices", "迟到通知");
}
