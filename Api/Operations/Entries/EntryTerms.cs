using PosMonitor.Explanations;

namespace PosMonitor.Operations.Entries;

/// <summary>The words of the pages of the registry.</summary>
internal static class EntryTerms
{
    public static readonly Phrase Title = new("Registry", "登记");
    public static readonly Phrase Acquirers = new("Acquirers", "收单机构");
    public static readonly Phrase AcquirerTitle = new("Registered acquirer {0}", "已登记收单机构 {0}");
    public static readonly Phrase TerminalTitle = new("Registered terminal {0}", "已登记终端 {0}");
    public static readonly Phrase Name = new("Name", "名称");
    public static readonly Phrase NameEn = new("Name in English", "英文名称");
    public static readonly Phrase NameZh = new("Name in Chinese", "中文名称");
    public static readonly Phrase Licence = new("Licence", "牌照");
    public static readonly Phrase Licensed = new("licensed", "有牌照");
    public static readonly Phrase Unlicensed = new("not licensed", "无牌照");
    public static readonly Phrase Unverified = new("unverified", "未核实");
    public static readonly Phrase Clearing = new("Clearing institutions", "清算机构");
    public static readonly Phrase ClearingHint = new("Ids, apart by spaces or commas.", "标识，用空格或逗号分隔。");
    public static readonly Phrase TimeZone = new("Time zone", "时区");
    public static readonly Phrase Codes = new("Response codes that mean something else here", "含义不同的应答码");
    public static readonly Phrase CodesHint = new("A line each: code, class (approved, declined, failed), cause (customer, issuer, network, terminal, operation).", "每行一个：应答码、类别（approved、declined、failed）、原因（customer、issuer、network、terminal、operation）。");
    public static readonly Phrase CodeCount = new("Codes", "应答码");
    public static readonly Phrase Merchant = new("Merchant that it is bound to", "绑定商户");
    public static readonly Phrase Serial = new("Serial number", "序列号");
    public static readonly Phrase Model = new("Model", "型号");
    public static readonly Phrase Lat = new("Latitude, degrees", "纬度（度）");
    public static readonly Phrase Lon = new("Longitude, degrees", "经度（度）");

    public static readonly Phrase OpenAcquirer = new("Open or register an acquirer", "打开或登记收单机构");
    public static readonly Phrase OpenTerminal = new("Open or register a terminal", "打开或登记终端");
    public static readonly Phrase Open = new("Open", "打开");
    public static readonly Phrase WrongId = new("Ids are letters, digits, '.', '_', '-': an acquirer's up to 32, a terminal's up to 16.", "标识由字母、数字、“.”、“_”、“-”组成：收单机构最多 32 位，终端最多 16 位。");
    public static readonly Phrase NotThere = new("It is not registered. Saving registers it.", "尚未登记，保存后即登记。");
    public static readonly Phrase NotThereToRead = new("It is not registered.", "尚未登记。");

    public static readonly Phrase Save = new("Save", "保存");
    public static readonly Phrase Remove = new("Remove from the registry", "取消登记");
    public static readonly Phrase SureToRemove = new("Really remove it", "确认取消登记");
    public static readonly Phrase Saved = new("Saved.", "已保存。");
    public static readonly Phrase Removed = new("Removed.", "已取消登记。");

    public static readonly Phrase Upload = new("Register many terminals", "批量登记终端");
    public static readonly Phrase UploadHint = new(
        "A CSV with the columns acquirer, terminal, merchant, serial, model, lat, lon, or NDJSON with the same names; at most 16 MiB and 100,000 rows. A bad row costs only itself.",
        "CSV（列：acquirer、terminal、merchant、serial、model、lat、lon）或同名字段的 NDJSON；最多 16 MiB、10 万行。错误行不影响其他行。");
    public static readonly Phrase File = new("File", "文件");
    public static readonly Phrase Uploading = new("Sending {0} …", "正在上传 {0}…");
    public static readonly Phrase TooLarge = new("The file is larger than 16 MiB. Send several.", "文件超过 16 MiB，请分多次上传。");
    public static readonly Phrase Report = new("{0}: {1} accepted ({2} new, {3} changed, {4} as they were), {5} rejected", "{0}：接受 {1} 行（新增 {2}，更新 {3}，未变 {4}），拒绝 {5} 行");
    public static readonly Phrase Line = new("Line", "行");
    public static readonly Phrase Result = new("Result", "结果");
    public static readonly Phrase Why = new("Why", "原因");
    public static readonly Phrase Created = new("new", "新增");
    public static readonly Phrase Updated = new("changed", "更新");
    public static readonly Phrase Unchanged = new("as it was", "未变");
    public static readonly Phrase Rejected = new("rejected", "拒绝");
    public static readonly Phrase OnlyRejected = new("Only rejected rows", "仅显示被拒绝的行");

    public static readonly Phrase History = new("History", "修改记录");
    public static readonly Phrase When = new("When", "时间");
    public static readonly Phrase Who = new("Who", "修改人");
    public static readonly Phrase What = new("Entry from then on", "此后内容");
    public static readonly Phrase Nothing = new("removed", "已取消");
    public static readonly Phrase NoHistory = new("Never changed.", "从未修改。");
    public static readonly Phrase Settings = new("Its settings", "其设置");
    public static readonly Phrase Traffic = new("Its traffic", "其交易");
    public static readonly Phrase Entry = new("Entry", "登记内容");
}
