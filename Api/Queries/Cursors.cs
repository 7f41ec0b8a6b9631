using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PosMonitor.Transactions;

namespace PosMonitor.Queries;

/// <summary>Places in lists as opaque text: base64url of a letter for the kind of list, and what the place is.</summary>
internal static class Cursors
{
    private const int Longest = 200;

    public static string? OfId(string? id) => id is null ? null : Write($"i{id}");

    public static string? OfTransaction(TransactionCursor? cursor) =>
        cursor is null ? null : Write(string.Create(CultureInfo.InvariantCulture, $"t{cursor.Time.UtcTicks}/{cursor.Txn}"));

    public static bool TryReadId(string text, out string id) => TryRead(text, 'i', out id);

    public static bool TryReadTransaction(string text, out TransactionCursor cursor)
    {
        cursor = new TransactionCursor(default, "");
        if (!TryRead(text, 't', out var place) || place.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
            return false;
        if (!long.TryParse(place.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
            return false;
        cursor = new TransactionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), place[(slash + 1)..]);
        return Ids.IsTxn(cursor.Txn);
    }

    private static string Write(string place) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(place));

    private static bool TryRead(string text, char kind, out string place)
    {
        place = "";
        if (text.Length > Longest || !Base64Url.IsValid(text))
            return false;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length == 0 || bytes[0] != kind || !Ascii.IsValid(bytes))
            return false;
        place = Encoding.ASCII.GetString(bytes.AsSpan(1));
        return true;
    }
}
