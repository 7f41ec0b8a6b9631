namespace PosMonitor.Terminals;

/// <summary>The key of a grain that belongs to an acquirer: <c>acquirer/id</c>. Neither id can hold a slash.</summary>
public static class TerminalKey
{
    public static string Of(string acquirer, string id) => string.Concat(acquirer, "/", id);

    /// <summary>The two ids of a key.</summary>
    /// <exception cref="ArgumentException">The key is not two ids with a slash between them.</exception>
    public static (string Acquirer, string Id) Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? (key[..slash], key[(slash + 1)..])
            : throw new ArgumentException($"The key '{key}' is not of the form acquirer/id.", nameof(key));
    }
}
