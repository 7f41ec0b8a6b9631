using PosMonitor.Explanations;

namespace PosMonitor.Operations.Silos;

/// <summary>The words of the page of the silos.</summary>
internal static class SiloTerms
{
    public static readonly Phrase Title = new("Silos", "节点");
    public static readonly Phrase Figures = new("How the monitor is", "运行状况");
    public static readonly Phrase Ready = new("This gateway", "本网关");
    public static readonly Phrase IsReady = new("ready", "就绪");
    public static readonly Phrase IsStarting = new("not ready", "未就绪");
    public static readonly Phrase IsStopping = new("stopping", "正在停止");
    public static readonly Phrase Recovered = new("Shards that answer", "可用分片");
    public static readonly Phrase Store = new("Store", "存储");
    public static readonly Phrase StoreWrites = new("can be written", "可写入");
    public static readonly Phrase StoreFails = new("cannot be written", "无法写入");
    public static readonly Phrase Lag = new("Lag, worst shard", "最大延迟");
    public static readonly Phrase LagHint = new("from arrival to visible", "从到达到可见");
    public static readonly Phrase Events = new("Events since the start", "启动以来事件");
    public static readonly Phrase Terminals = new("Terminals", "终端");
    public static readonly Phrase AfterClose = new("Events that came too late", "过晚到达的事件");
    public static readonly Phrase Missing = new("What is missing", "尚缺");
    public static readonly Phrase Members = new("Silos", "节点");
    public static readonly Phrase Silo = new("Silo", "节点");
    public static readonly Phrase Status = new("Status", "状态");
    public static readonly Phrase Since = new("Started", "启动时间");
    public static readonly Phrase Shards = new("Shards", "分片");
    public static readonly Phrase Grains = new("Grains", "Grain 数");
    public static readonly Phrase Dashboard = new("Orleans dashboard", "Orleans 监控面板");
}
