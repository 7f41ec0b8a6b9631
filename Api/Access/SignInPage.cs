using System.Text.Encodings.Web;
using PosMonitor.Explanations;
using PosMonitor.Operations.Views;

namespace PosMonitor.Access;

/// <summary>The page to sign in and out with: plain HTML, which works where nothing else does.</summary>
/// <param name="view">How the browser wants it.</param>
internal sealed class SignInPage(Viewpoint view)
{
    /// <param name="wanted">The page to open then, or null.</param>
    /// <param name="note">What is to be said first, such as what was wrong with the last try; or null.</param>
    public string In(string? wanted, Phrase? note) => Whole(SignInTerms.SignIn, $"""
            {(note is null ? "" : $"<p role=\"alert\" class=\"notice\">{Html(view[note])}</p>")}
            <form method="post" action="/sign-in">
              <input type="hidden" name="{ReturnPath.Field}" value="{Html(ReturnPath.Of(wanted))}">
              <label for="key">{view[SignInTerms.Key]}</label>
              <input id="key" type="password" name="key" maxlength="512" autocomplete="off" autofocus required>
              <button type="submit" class="main">{view[SignInTerms.SignIn]}</button>
            </form>
            <p class="fine">{view[SignInTerms.Hint]}</p>
        """);

    /// <param name="key">Whose session it is.</param>
    /// <param name="token">The token of the session.</param>
    public string Out(AccessKey key, string token) => Whole(SignInTerms.SignedIn, $"""
            <p>{Html(key.Name)}, {Roles.NameOf(key.Role)}{Html(key.Cut is { } cut ? $", {string.Join(", ", cut.Acquirers)}" : "")}</p>
            <p><a href="/">{view[SignInTerms.ToConsole]}</a></p>
            <form method="post" action="/sign-out">
              <input type="hidden" name="token" value="{Html(token)}">
              <button type="submit">{view[SignInTerms.SignOut]}</button>
            </form>
        """);

    private string Whole(Phrase title, string content) => $"""
        <!DOCTYPE html>
        <html lang="{view.Lang}" data-theme="{view.Theme.ToString().ToLowerInvariant()}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{view[title]} · PosMonitor</title>
          <link rel="icon" href="/posmonitor.svg" type="image/svg+xml">
          <link rel="stylesheet" href="/posmonitor.css">
          <script type="module" src="/operations/choices.js"></script>
        </head>
        <body>
          <main class="alone">
            <p class="brand"><span class="mark" aria-hidden="true"></span>PosMonitor</p>
            <h1>{view[title]}</h1>
        {content}
            <p class="fine">{view[SignInTerms.About]}</p>
            <p><button type="button" class="quiet" data-language="{(view.Language == Language.Zh ? "en" : "zh")}">{(view.Language == Language.Zh ? "<span lang=\"en\">English</span>" : "<span lang=\"zh-CN\">中文</span>")}</button></p>
          </main>
        </body>
        </html>

        """;

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
