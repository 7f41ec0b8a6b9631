namespace PosMonitor.Access;

/// <summary>The roles of contract §6 as they are written.</summary>
public static class Roles
{
    /// <summary>May do everything.</summary>
    public const string Admin = "admin";

    /// <summary>May read, and take care of alerts.</summary>
    public const string Operator = "operator";

    /// <summary>May read.</summary>
    public const string Viewer = "viewer";

    /// <summary>May send events, and nothing else.</summary>
    public const string Ingest = "ingest";

    private static readonly string[] Words = [Ingest, Viewer, Operator, Admin];

    /// <summary>All of them, from the least on.</summary>
    public static IReadOnlyList<string> All => Words;

    public static string NameOf(AccessRole role) => Words[(int)role];

    /// <summary>The role of a word, or null.</summary>
    public static AccessRole? Parse(string word) => Array.IndexOf(Words, word) is >= 0 and var role ? (AccessRole)role : null;
}
