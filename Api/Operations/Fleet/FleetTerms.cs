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
}
