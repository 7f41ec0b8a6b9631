using PosMonitor.Explanations;

namespace PosMonitor.Operations.Scopes;

/// <summary>The words of the page of settings.</summary>
internal static class ScopeTerms
{
    public static readonly Phrase Title = new("Settings", "设置");
    public static readonly Phrase Fleet = new("the fleet", "全局");
    public static readonly Phrase TitleOf = new("Settings of {0}", "{0}的设置");
    public static readonly Phrase Whose = new("Whose settings", "设置对象");
    public static readonly Phrase OfFleet = new("Fleet", "全局");
    public static readonly Phrase Show = new("Show", "查看");
    public static readonly Phrase WrongId = new("An id is needed: letters, digits, '.', '_', '-'.", "请输入标识：字母、数字、“.”、“_”、“-”。");
    public static readonly Phrase NoScope = new("There are no such settings.", "没有这样的设置对象。");

    public static readonly Phrase Setting = new("Setting", "设置项");
    public static readonly Phrase InForce = new("In force", "生效值");
    public static readonly Phrase From = new("From", "来源");
    public static readonly Phrase Default = new("Default", "默认值");
    public static readonly Phrase Allowed = new("Allowed", "允许范围");
    public static readonly Phrase SetHere = new("Set here", "此处设置");
    public static readonly Phrase FromDefault = new("default", "默认");
    public static readonly Phrase FromFile = new("file", "配置文件");
    public static readonly Phrase NotSet = new("not set", "未设置");
    public static readonly Phrase True = new("yes", "是");
    public static readonly Phrase False = new("no", "否");

    public static readonly Phrase Save = new("Save", "保存");
    public static readonly Phrase Undo = new("Undo what I typed", "撤销修改");
    public static readonly Phrase Clear = new("Take all away", "清除全部");
    public static readonly Phrase SureToClear = new("Really take all away", "确认清除全部");
    public static readonly Phrase Saved = new("Saved; in force now.", "已保存，立即生效。");
    public static readonly Phrase Changes = new("{0} changed, {1} wrong", "已修改 {0} 项，{1} 项有误");
    public static readonly Phrase ReadOnly = new("The key may read these settings and not change them.", "该密钥只能查看，不能修改这些设置。");
    public static readonly Phrase Reload = new("Show what is there now, keep what I typed", "加载最新内容，保留我的修改");

    public static readonly Phrase History = new("History", "修改记录");
    public static readonly Phrase When = new("When", "时间");
    public static readonly Phrase Who = new("Who", "修改人");
    public static readonly Phrase What = new("Set from then on", "此后设置");
    public static readonly Phrase NothingSet = new("nothing", "无");
    public static readonly Phrase NoHistory = new("Never changed.", "从未修改。");
    public static readonly Phrase Older = new("Older", "更早");

    public static readonly Phrase Duration = new("h:min:s", "时:分:秒");
    public static readonly Phrase Cents = new("minor units", "最小货币单位");
    public static readonly Phrase Metres = new("metres", "米");
    public static readonly Phrase Part = new("share", "比例");
    public static readonly Phrase Count = new("number", "个数");
    public static readonly Phrase YesNo = new("yes or no", "是或否");
}
