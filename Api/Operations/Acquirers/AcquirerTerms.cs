using PosMonitor.Explanations;

namespace PosMonitor.Operations.Acquirers;

/// <summary>The words of the pages of acquirers.</summary>
internal static class AcquirerTerms
{
    public static readonly Phrase NoAcquirers = new("No acquirer has been heard of yet.", "尚未收到任何收单机构的事件。");
    public static readonly Phrase Licence = new("Licence", "支付业务许可");
    public static readonly Phrase Licensed = new("licensed", "已持牌");
    public static readonly Phrase Unlicensed = new("not licensed", "无牌照");
    public static readonly Phrase Unverified = new("not verified", "未核实");
    public static readonly Phrase Unregistered = new("not in the registry", "未登记");
    public static readonly Phrase Clearing = new("Also pays out", "其他清算机构");
    public static readonly Phrase ClearingSelf = new("nobody else", "无");
    public static readonly Phrase Zone = new("Time zone", "时区");
    public static readonly Phrase ByStatus = new("Terminals by status", "按状态筛选终端");
    public static readonly Phrase AllStatuses = new("all", "全部");
    public static readonly Phrase NoneOfStatus = new("No terminal does so now.", "目前没有处于该状态的终端。");
}
