using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PosMonitor.EndToEnd.CardData;

/// <summary>Looks for planted card data in bytes: as it is, with separators between the digits, in UTF-16, and in base64.</summary>
internal sealed class CardScanner(PlantedCards planted)
{
    private const int Shortest = 14, Longest = 19;

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    private readonly HashSet<ulong> _numbers = [.. planted.Numbers.Select(Key)];
    private readonly List<byte[]> _secrets = [.. planted.Secrets.Select(Encoding.ASCII.GetBytes)];

    /// <summary>What is found first, or null.</summary>
    public string? Find(ReadOnlySpan<byte> bytes) => FindIn(bytes) ?? FindInBase64(bytes);

    public string? Find(string text) => Find(Encoding.UTF8.GetBytes(text));

    /// <summary>What is found first in the files of a directory, or null.</summary>
    public string? FindInFiles(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            // The lock of the directory is held, and empty.
            if (new FileInfo(file).Length == 0)
                continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            if (Find(copy.GetBuffer().AsSpan(0, (int)copy.Length)) is { } found)
                return $"{found} in {file}";
        }
        return null;
    }

    private string? FindIn(ReadOnlySpan<byte> bytes) => FindPlain(bytes) ?? (bytes.Contains((byte)0) ? FindPlain(WithoutZeros(bytes)) : null);

    // Every number that the digits of a row give, with or without one character that is no digit between them.
    private string? FindPlain(ReadOnlySpan<byte> bytes)
    {
        foreach (var secret in _secrets)
        {
            if (bytes.IndexOf(secret) >= 0)
                return Encoding.ASCII.GetString(secret);
        }
        for (var at = 0; at <= bytes.Length - Shortest; at++)
        {
            if (char.IsAsciiDigit((char)bytes[at]) && FindNumberAt(bytes[at..]) is { } number)
                return number;
        }
        return null;
    }

    private string? FindNumberAt(ReadOnlySpan<byte> bytes)
    {
        var (value, count) = (0ul, 0);
        for (var at = 0; at < bytes.Length && count < Longest; at++)
        {
            if (char.IsAsciiDigit((char)bytes[at]))
            {
                value = value * 10 + (ulong)(bytes[at] - '0');
                if (++count >= Shortest && _numbers.Contains(unchecked(value + (ulong)count * Lengths)))
                    return value.ToString($"D{count}", CultureInfo.InvariantCulture);
            }
            else if (at + 1 >= bytes.Length || !char.IsAsciiDigit((char)bytes[at + 1]))
            {
                return null;
            }
        }
        return null;
    }

    private string? FindInBase64(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var start = bytes.IndexOfAny(Base64);
            if (start < 0)
                return null;
            bytes = bytes[start..];
            var length = bytes.IndexOfAnyExcept(Base64);
            var row = length < 0 ? bytes : bytes[..length];
            // The shortest number has 19 characters; it may begin at any of four.
            for (var shift = 0; shift < 4 && row.Length >= 18 + shift; shift++)
            {
                if (FindIn(Decoded(row[shift..])) is { } found)
                    return $"{found} in base64";
            }
            bytes = bytes[row.Length..];
        }
    }

    private static byte[] Decoded(ReadOnlySpan<byte> row)
    {
        // What is left over at the end counts as well.
        byte[] text = [.. row, .. "AAA"u8[..(-row.Length & 3)]];
        text.AsSpan().Replace((byte)'+', (byte)'-');
        text.AsSpan().Replace((byte)'/', (byte)'_');
        return Base64Url.DecodeFromUtf8(text);
    }

    private static byte[] WithoutZeros(ReadOnlySpan<byte> bytes)
    {
        var kept = new byte[bytes.Length];
        var length = 0;
        foreach (var value in bytes)
        {
            if (value != 0)
                kept[length++] = value;
        }
        return kept[..length];
    }

    // A number of 19 digits takes 64 bits almost whole: the product wraps around, and two lengths stay apart all the same.
    private const ulong Lengths = 0x9E3779B97F4A7C15;

    private static ulong Key(string number) => unchecked(ulong.Parse(number, CultureInfo.InvariantCulture) + (ulong)number.Length * Lengths);
}
