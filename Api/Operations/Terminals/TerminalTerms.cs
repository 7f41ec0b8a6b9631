using PosMonitor.Explanations;

namespace PosMonitor.Operations.Terminals;

/// <summary>The words of the page of a terminal.</summary>
internal static class TerminalTerms
{
    public static readonly Phrase Title = new("Terminal {0}", "终端 {0}");

    public static readonly Phrase Day = new("The last 24 hours", "最近 24 小时");
    public static readonly Phrase DayPicture = new("{0} transactions from {1} to {2}, a mark each. The table below tells them by hour.", "{1} 至 {2} 共 {0} 笔交易，每笔一个标记。下表按小时列出。");
    public static readonly Phrase DaySince = new("Only since {0}: there are more than the page holds.", "仅显示 {0} 之后的交易：数量超出页面容量。");
    public static readonly Phrase DayEmpty = new("No transaction in these hours.", "该时段没有交易。");
    public static readonly Phrase ByHour = new("By hour", "按小时");
    public static readonly Phrase Hour = new("Hour", "小时");
    public static readonly Phrase NewDay = new("Business day {0}", "营业日 {0}");
    public static readonly Phrase Gap = new("longest gap {0}", "最长间隔 {0}");

    public static readonly Phrase Window = new("The last {0} that finished", "最近完成的 {0} 笔");
    public static readonly Phrase WindowFailures = new("{0} of {1} are failures", "{1} 笔中 {0} 笔失败");
    public static readonly Phrase WindowHint = new("newest first; what the rules about this terminal judge", "最新在前；终端规则据此判断");
    public static readonly Phrase WindowEmpty = new("Nothing finished in the time that the window covers.", "窗口时间内没有完成的交易。");
    public static readonly Phrase Failure = new("failure", "失败");
    public static readonly Phrase NoFailure = new("no failure", "非失败");

    public static readonly Phrase Settings = new("Settings in force", "生效的设置");
    public static readonly Phrase SettingsOwn = new("{0} of {1} differ from the defaults", "{1} 项中 {0} 项与默认值不同");
    public static readonly Phrase Setting = new("Setting", "设置");
    public static readonly Phrase Value = new("Value", "值");
    public static readonly Phrase Source = new("Comes from", "来源");
    public static readonly Phrase Default = new("default", "默认");
    public static readonly Phrase File = new("configuration", "配置文件");
    public static readonly Phrase Fleet = new("fleet", "全局");

    public static readonly Phrase Registry = new("Registry", "登记信息");
    public static readonly Phrase NotRegistered = new("The terminal is not registered.", "终端未登记。");
    public static readonly Phrase Serial = new("Serial number", "序列号");
    public static readonly Phrase Model = new("Model", "型号");
    public static readonly Phrase Place = new("Place", "位置");
    public static readonly Phrase Bound = new("Bound to", "绑定商户");
}
