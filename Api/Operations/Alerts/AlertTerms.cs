using PosMonitor.Alerts;
using PosMonitor.Explanations;
using PosMonitor.Operations.Gateway;
using PosMonitor.Operations.Views;

namespace PosMonitor.Operations.Alerts;

/// <summary>The words of the pages of alerts.</summary>
internal static class AlertTerms
{
    public static readonly Phrase Title = new("Alerts", "告警");
    public static readonly Phrase List = new("Alerts, newest first", "告警列表（最新在前）");
    public static readonly Phrase Filters = new("Filters", "筛选");
    public static readonly Phrase Status = new("Status", "状态");
    public static readonly Phrase Rule = new("Rule", "规则");
    public static readonly Phrase Severity = new("Severity", "级别");
    public static readonly Phrase Delivered = new("Delivered", "是否通知");
    public static readonly Phrase Explained = new("Explained", "是否有根因");
    public static readonly Phrase Unresolved = new("not resolved", "未恢复");
    public static readonly Phrase All = new("all", "全部");
    public static readonly Phrase Yes = new("yes", "是");
    public static readonly Phrase No = new("no", "否");
    public static readonly Phrase NotExplained = new("by nothing", "无根因");
    public static readonly Phrase ByOne = new("by one alert", "由指定告警引起");

    public static readonly Phrase News = new("{0} new, show", "{0} 条新告警，点击显示");
    public static readonly Phrase Shown = new("{0} shown", "已显示 {0} 条");
    public static readonly Phrase Older = new("Load older", "加载更早的告警");
    public static readonly Phrase Full = new("The list holds no more than {0}. Narrow the filters to see older ones.", "列表最多显示 {0} 条，请缩小筛选范围查看更早的告警。");
    public static readonly Phrase NothingTitle = new("No alerts", "没有告警");
    public static readonly Phrase Nothing = new("There is none that these filters let pass. New ones come by themselves.", "没有符合筛选条件的告警，新告警会自动出现。");
    public static readonly Phrase Explains = new("explains {0}", "引起 {0} 条");
    public static readonly Phrase Unfold = new("Show the {0} that it explains", "展开由它引起的 {0} 条告警");
    public static readonly Phrase FoldIn = new("Fold in the {0} that it explains", "收起由它引起的 {0} 条告警");
    public static readonly Phrase Select = new("Select: {0}", "选择：{0}");
    public static readonly Phrase SelectAll = new("Select all that are shown", "全选已显示的告警");
    public static readonly Phrase Age = new("Opened {0}", "开始于 {0}");

    public static readonly Phrase Actions = new("Actions", "操作");
    public static readonly Phrase Acknowledge = new("Acknowledge", "确认");
    public static readonly Phrase Resolve = new("Resolve", "恢复");
    public static readonly Phrase Comment = new("Comment", "备注");
    public static readonly Phrase Cancel = new("Cancel", "取消");
    public static readonly Phrase Selected = new("{0} selected", "已选 {0} 条");
    public static readonly Phrase SelectFirst = new("Select alerts to act on them", "请先选择告警");
    public static readonly Phrase ViewerOnly = new("Who acts on alerts needs a key with the role operator.", "处理告警需要 operator 角色的密钥。");
    public static readonly Phrase CommentOn = new("Comment on {0}", "为 {0} 条告警添加备注");
    public static readonly Phrase ResolveThem = new("Resolve {0}? By themselves they do not open again. A comment, if you like:", "恢复 {0} 条告警？恢复后不会自行重新打开。可填写备注：");
    public static readonly Phrase CommentHelp = new("Goes with what you do; alone it is a comment. Ctrl+Enter sends it.", "随操作一并保存，也可单独作为备注。按 Ctrl+Enter 提交。");
    public static readonly Phrase Acknowledged = new("{0} acknowledged", "已确认 {0} 条");
    public static readonly Phrase Resolved = new("{0} resolved", "已恢复 {0} 条");
    public static readonly Phrase Commented = new("{0} commented", "已为 {0} 条添加备注");
    public static readonly Phrase NotDone = new("{0} not done", "{0} 条未成功");
    public static readonly Phrase Dismiss = new("Close the report", "关闭结果");
    public static readonly Phrase IsResolved = new("It is resolved already.", "该告警已恢复。");
    public static readonly Phrase IsGone = new("It is not there any more, or not for this key.", "该告警不存在，或该密钥无权查看。");
    public static readonly Phrase IsShared = new("It is not of one acquirer alone: only keys without an acquirer cut may change it.", "该告警涉及多个收单机构，仅不限收单机构的密钥可处理。");

    public static readonly Phrase KeyMove = new("Next and previous alert", "下一条、上一条告警");
    public static readonly Phrase KeyOpen = new("Opens the alert", "打开告警");
    public static readonly Phrase KeySelect = new("Selects the alert, or no longer", "选择或取消选择告警");
    public static readonly Phrase KeyAcknowledge = new("Acknowledges the selected ones, or the one at hand", "确认所选或当前告警");
    public static readonly Phrase KeyResolve = new("Resolves the selected ones, or the one at hand", "恢复所选或当前告警");
    public static readonly Phrase KeyComment = new("Comments on the selected ones, or the one at hand", "为所选或当前告警添加备注");
    public static readonly Phrase KeyUnfold = new("Shows what the alert explains, or folds it in", "展开或收起由该告警引起的告警");

    public static readonly Phrase Facts = new("Alert", "告警信息");
    public static readonly Phrase Evidence = new("Evidence", "依据");
    public static readonly Phrase NoEvidence = new("The title says it all.", "标题已包含全部信息。");
    public static readonly Phrase History = new("History", "历史");
    public static readonly Phrase ExplainedTitle = new("Alerts that it explains", "由它引起的告警");
    public static readonly Phrase NewestOf = new("The newest {0} of {1}.", "最新 {0} 条，共 {1} 条。");
    public static readonly Phrase InTheInbox = new("All of them", "查看全部");
    public static readonly Phrase ExplainedBy = new("Explained by", "根因");
    public static readonly Phrase NotSeen = new("an alert that the key may not see", "该密钥无权查看的告警");
    public static readonly Phrase Subject = new("About", "对象");
    public static readonly Phrase Transaction = new("Transaction", "交易");
    public static readonly Phrase OpenedAt = new("Opened", "开始时间");
    public static readonly Phrase DetectedAt = new("Detected", "发现时间");
    public static readonly Phrase ResolvedAt = new("Resolved", "恢复时间");
    public static readonly Phrase AcknowledgedAt = new("Acknowledged", "确认时间");
    public static readonly Phrase By = new("by {0}", "操作人：{0}");
    public static readonly Phrase When = new("When", "时间");
    public static readonly Phrase What = new("What", "变化");
    public static readonly Phrase Who = new("Who", "操作人");
    public static readonly Phrase Text = new("Comment", "备注");
    public static readonly Phrase Monitor = new("the monitor", "系统");
    public static readonly Phrase Days = new("d", "天");

    private static readonly Dictionary<string, Phrase> Changes = new()
    {
        ["opened"] = new("opened", "开始"),
        ["reopened"] = new("opened again", "重新打开"),
        ["severity"] = new("severity changed", "级别变化"),
        ["gathered"] = new("more of it came", "又有新的发生"),
        ["resolved"] = new("resolved", "恢复"),
        ["acknowledged"] = new("acknowledged", "确认"),
        ["comment"] = new("comment", "备注"),
        ["explained"] = new("explained by another alert", "找到根因"),
        ["unexplained"] = new("explained no longer", "不再有根因"),
        ["delivered"] = new("delivered", "已通知"),
        ["explains"] = new("explains more", "引起更多告警"),
    };

    /// <summary>What changed.</summary>
    public static Phrase Change(string what) => Changes.GetValueOrDefault(what, new Phrase(what, what));

    /// <summary>Where an alert stands.</summary>
    public static Phrase Of(AlertStatus status) => status switch
    {
        AlertStatus.Open => Terms.Open,
        AlertStatus.Acknowledged => Terms.Acknowledged,
        _ => Terms.Resolved,
    };

    /// <summary>How bad it is.</summary>
    public static Phrase Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => Terms.Critical,
        AlertSeverity.Warning => Terms.Warning,
        _ => Terms.Info,
    };

    /// <summary>What to do.</summary>
    public static Phrase Of(AlertDeed deed) => deed switch
    {
        AlertDeed.Acknowledge => Acknowledge,
        AlertDeed.Resolve => Resolve,
        _ => Comment,
    };

    /// <summary>What was done to how many.</summary>
    public static Phrase Done(AlertDeed deed) => deed switch
    {
        AlertDeed.Acknowledge => Acknowledged,
        AlertDeed.Resolve => Resolved,
        _ => Commented,
    };

    /// <summary>Why something could not be done to an alert; null where only the interface can say it.</summary>
    public static Phrase? WhyNot(GatewayProblem problem) => problem.Status switch
    {
        null or >= 500 => Shell.ShellTerms.ProblemNoAnswer,
        StatusCodes.Status403Forbidden => IsShared,
        StatusCodes.Status404NotFound => IsGone,
        StatusCodes.Status409Conflict => IsResolved,
        _ => null,
    };

    /// <summary>An alert in one sentence.</summary>
    public static string TitleOf(AlertAnswer alert, Viewpoint view) => view.Language == Language.Zh ? alert.Title.Zh : alert.Title.En;

    /// <summary>How long ago something was: seconds, minutes, hours or days.</summary>
    public static string Since(TimeSpan age, Viewpoint view) => age.TotalSeconds switch
    {
        < 120 => $"{Math.Max(0, (long)age.TotalSeconds)} {view[Terms.Seconds]}",
        < 7_200 => $"{(long)age.TotalMinutes} {view[Terms.Minutes]}",
        < 172_800 => $"{(long)age.TotalHours} {view[Terms.Hours]}",
        _ => $"{(long)age.TotalDays} {view[Days]}",
    };
}
