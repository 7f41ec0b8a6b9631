using System.Text.Encodings.Web;

namespace PosMonitor.Access;

/// <summary>The page to sign in and out with.</summary>
internal static class SignInPage
{
    /// <param name="fault">What was wrong with the last try, or null.</param>
    public static string In(string? fault) => Whole($"""
        <h1>Sign in <span lang="zh">登录</span></h1>
        {(fault is null ? "" : $"<p role=\"alert\">{HtmlEncoder.Default.Encode(fault)}</p>")}
        <form method="post" action="/sign-in">
          <p><label>Key <span lang="zh">密钥</span> <input type="password" name="key" size="50" maxlength="512" autocomplete="off" autofocus required></label></p>
          <p><button>Sign in <span lang="zh">登录</span></button></p>
        </form>
        """);

    /// <param name="key">Whose session it is.</param>
    /// <param name="token">The token of the session.</param>
    public static string Out(AccessKey key, string token) => Whole($"""
        <h1>Signed in <span lang="zh">已登录</span></h1>
        <p>{HtmlEncoder.Default.Encode(key.Name)}, {Roles.NameOf(key.Role)}{HtmlEncoder.Default.Encode(key.Cut is { } cut ? $", {string.Join(", ", cut.Acquirers)}" : "")}</p>
        <form method="post" action="/sign-out">
          <p><input type="hidden" name="token" value="{HtmlEncoder.Default.Encode(token)}"><button>Sign out <span lang="zh">退出</span></button></p>
        </form>
        <p><a href="/">PosMonitor</a></p>
        """);

    private static string Whole(string content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>PosMonitor</title>
          <link rel="stylesheet" href="/posmonitor.css">
        </head>
        <body>
          <main>
        {content}
          </main>
        </body>
        </html>

        """;
}
