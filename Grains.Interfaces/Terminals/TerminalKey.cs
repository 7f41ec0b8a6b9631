namespace PosMonitor.Terminals;

/// <summary>The key of a grain that belongs to an acquirer: <c>acquirer/id</c>. Neither id can hold a slash.</summary>
public static class TerminalKey
{
    /// <summary>The longest key: two ids of at most 255 bytes.</summary>
    public const int MaxBytes = 2 * byte.MaxValue + 1;

    public static string Of(string acquirer, string id) => string.Concat(acquirer, "/", id);

    /// <summary>Writes a key as ASCII.</summary>
    /// <returns>Its length.</returns>
    public static int Write(ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> id, Span<byte> key)
    {
        acquirer.CopyTo(key);
        key[acquirer.Length] = (byte)'/';
        id.CopyTo(key[(acquirer.Length + 1)..]);
        return acquirer.Length + 1 + id.Length;
    }

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
