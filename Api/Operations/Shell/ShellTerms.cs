using PosMonitor.Explanations;

namespace PosMonitor.Operations.Shell;

/// <summary>The words around every page.</summary>
internal static class ShellTerms
{
    public static readonly Phrase ToContent = new("Skip to the content", "跳到正文");
    public static readonly Phrase Navigation = new("Pages", "页面导航");
    public static readonly Phrase Language = new("Language", "语言");
    public static readonly Phrase Theme = new("Colours", "配色");
    public static readonly Phrase ThemeSystem = new("As the system", "跟随系统");
    public static readonly Phrase ThemeLight = new("Light", "浅色");
    public static readonly Phrase ThemeDark = new("Dark", "深色");
    public static readonly Phrase SignOut = new("Sign out", "退出");
    public static readonly Phrase SignIn = new("Sign in", "登录");
    public static readonly Phrase Zone = new("Times are in {0}", "时间为 {0}");

    public static readonly Phrase Search = new("Search", "搜索");
    public static readonly Phrase SearchHint = new("Id, or 1234 12.50 14:05", "标识，或 1234 12.50 14:05");
    public static readonly Phrase SearchNothing = new("Nothing found.", "没有结果。");

    public static readonly Phrase Keys = new("Keys", "快捷键");
    public static readonly Phrase KeysHelp = new("Shows these keys", "显示快捷键");
    public static readonly Phrase KeysSearch = new("Goes to the search", "转到搜索");
    public static readonly Phrase KeysClose = new("Closes what is open", "关闭弹出内容");
    public static readonly Phrase Close = new("Close", "关闭");
    public static readonly Phrase Key = new("Key", "按键");
    public static readonly Phrase Does = new("What it does", "作用");

    public static readonly Phrase GoneTitle = new("The gateway is gone", "网关连接已断开");
    public static readonly Phrase GoneSince = new("Since", "断开时间");
    public static readonly Phrase GoneHelp = new(
        "What you see is as it was then. The page tries again every second and goes on by itself.",
        "页面内容停留在断开时的状态。系统每秒重试一次，恢复后会自动继续。");
    public static readonly Phrase Back = new("The gateway is back.", "网关已恢复。");

    public static readonly Phrase NoRightTitle = new("No right to see", "无权查看");
    public static readonly Phrase NoRight = new(
        "The key “{0}” has the role “{1}”, which sends events and reads nothing. Sign in with a key that has the role viewer, operator or admin.",
        "密钥“{0}”的角色为“{1}”，只能发送事件，不能查看。请使用角色为 viewer、operator 或 admin 的密钥登录。");

    public static readonly Phrase NothingHereTitle = new("Nothing here", "页面不存在");
    public static readonly Phrase NothingHere = new("There is no page at this address.", "该地址没有页面。");
    public static readonly Phrase ToFleet = new("To the fleet", "返回总览");

    public static readonly Phrase ProblemTitle = new("That did not work", "操作未成功");
    public static readonly Phrase ProblemNoAnswer = new("The gateway does not answer now.", "网关暂时没有响应。");
    public static readonly Phrase ProblemRight = new("The key may not do this.", "该密钥无权执行此操作。");
    public static readonly Phrase ProblemNotFound = new("There is nothing of this name, or nothing that the key may see.", "没有这个对象，或该密钥无权查看。");
    public static readonly Phrase ProblemSession = new("The session has ended.", "会话已结束。");
    public static readonly Phrase ProblemTooMuch = new("Too much was asked at once. It is tried again.", "请求过多，正在重试。");
    public static readonly Phrase ProblemConflict = new("Somebody else was faster. Load the page again.", "他人已先行修改，请重新加载页面。");
    public static readonly Phrase ProblemWrong = new("The monitor refused it.", "监控系统拒绝了该请求。");
    public static readonly Phrase TryAgain = new("Try again", "重试");
    public static readonly Phrase PageFailed = new("This page failed. Its log tells why.", "页面出错，原因见服务日志。");
}
