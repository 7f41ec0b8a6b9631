using PosMonitor.Explanations;

namespace PosMonitor.Access;

/// <summary>The words of the page to sign in and out with.</summary>
internal static class SignInTerms
{
    public static readonly Phrase SignIn = new("Sign in", "登录");
    public static readonly Phrase SignedIn = new("Signed in", "已登录");
    public static readonly Phrase SignOut = new("Sign out", "退出");
    public static readonly Phrase Key = new("Key", "密钥");
    public static readonly Phrase About = new(
        "PosMonitor watches card terminals: how every transaction ended, and whether the cardholder was told.",
        "PosMonitor 实时监控银行卡终端：每笔交易的结果，以及持卡人是否收到通知。");
    public static readonly Phrase Hint = new(
        "The key is one that an administrator made, or the admin key that the first start printed.",
        "请使用管理员创建的密钥，或首次启动时打印的管理密钥。");
    public static readonly Phrase ToConsole = new("To the console", "进入控制台");
    public static readonly Phrase NoKey = new("Type a key.", "请输入密钥。");
    public static readonly Phrase Unknown = new("The key is not known.", "密钥无效。");
    public static readonly Phrase Ended = new("Your session has ended. Sign in again to go on.", "会话已结束，请重新登录以继续。");
    public static readonly Phrase CodeUsed = new(
        "The address opens the console once, and has done so or is too old. Sign in with a key.",
        "该地址只能使用一次，已被使用或已过期。请使用密钥登录。");
}
