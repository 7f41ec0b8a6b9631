using PosMonitor.Explanations;

namespace PosMonitor.Operations.Views;

/// <summary>The words that stand on more than one page. Words of one page stand in the terms of that page.</summary>
public static class Terms
{
    public static readonly Phrase Seconds = new("s", "秒");
    public static readonly Phrase Minutes = new("min", "分钟");
    public static readonly Phrase Hours = new("h", "小时");

    public static readonly Phrase Acquirer = new("Acquirer", "收单机构");
    public static readonly Phrase Merchant = new("Merchant", "商户");
    public static readonly Phrase Terminal = new("Terminal", "终端");
    public static readonly Phrase Issuer = new("Issuer", "发卡行");
    public static readonly Phrase Alerts = new("Alerts", "告警");
    public static readonly Phrase Since = new("Since", "起始");

    public static readonly Phrase Open = new("open", "未处理");
    public static readonly Phrase Acknowledged = new("acknowledged", "已确认");
    public static readonly Phrase Resolved = new("resolved", "已恢复");

    public static readonly Phrase Critical = new("critical", "严重");
    public static readonly Phrase Warning = new("warning", "警告");
    public static readonly Phrase Info = new("info", "提示");

    public static readonly Phrase Loading = new("Loading …", "加载中…");
    public static readonly Phrase Live = new("live", "实时");
    public static readonly Phrase NotLive = new("not live", "未更新");
}
