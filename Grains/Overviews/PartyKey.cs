using System.Text;

namespace PosMonitor.Overviews;

/// <summary>The key of a merchant in a <see cref="TallyBook"/>: <c>acquirer/merchant</c>, or <c>acquirer/</c> for no merchant. In bytes, as it is made of every terminal.</summary>
public static class PartyKey
{
    /// <summary>The longest key: two ids and the slash.</summary>
    public const int Longest = 65;

    /// <summary>Writes a key.</summary>
    /// <returns>How long it is.</returns>
    public static int Write(ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> merchant, Span<byte> into)
    {
        acquirer.CopyTo(into);
        into[acquirer.Length] = (byte)'/';
        merchant.CopyTo(into[(acquirer.Length + 1)..]);
        return acquirer.Length + 1 + merchant.Length;
    }

    /// <summary>The key of the same acquirer without a merchant.</summary>
    public static ReadOnlySpan<byte> WithoutMerchant(ReadOnlySpan<byte> key) => key[..(key.IndexOf((byte)'/') + 1)];

    /// <summary>The two ids of a key; null for no merchant.</summary>
    public static (string Acquirer, string? Merchant) Read(ReadOnlySpan<byte> key)
    {
        var slash = key.IndexOf((byte)'/');
        return (Encoding.ASCII.GetString(key[..slash]), slash == key.Length - 1 ? null : Encoding.ASCII.GetString(key[(slash + 1)..]));
    }
}
