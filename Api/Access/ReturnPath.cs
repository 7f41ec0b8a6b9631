using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Access;

/// <summary>The page that a browser wanted before it had to sign in.</summary>
internal static class ReturnPath
{
    public const string Field = "return";
    public const string Ended = "ended";

    /// <summary>Where a browser that wants a page signs in first.</summary>
    /// <param name="wanted">The request for the page.</param>
    /// <param name="hadSession">Whether it came with a session, which then has ended.</param>
    public static string ToSignIn(HttpRequest wanted, bool hadSession)
    {
        var query = QueryString.Empty;
        if (hadSession)
            query = query.Add(Ended, "1");
        // An address is not repeated where a card may stand in it.
        var path = wanted.Path.Value ?? "/";
        if (HttpMethods.IsGet(wanted.Method) && path != "/" && !CardNumbers.AreIn(Encoding.UTF8.GetBytes(path)))
            query = query.Add(Field, path);
        return $"/sign-in{query}";
    }

    /// <summary>The path, where it is one of this site; else the first page.</summary>
    public static string Of(string? path) => path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) ? path : "/";
}
