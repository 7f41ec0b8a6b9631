using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PosMonitor.Events;

/// <summary>
/// Hides the card number that a sender has used as the key of a transaction: the key becomes <c>h:</c> and its keyed hash (HMAC-SHA-256, 43 characters of
/// base64url), the same for all events of the transaction and for whoever asks for it by the number. Other keys stay as they are. Thread-safe.
/// </summary>
/// <param name="key">256 random bits; without them a card number cannot be found by trying all there are.</param>
public sealed class TxnSeal(byte[] key)
{
    /// <summary>How long a sealed key is.</summary>
    public const int Length = 2 + 43;

    /// <summary>How long the key of the hash is, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Seals a transaction's key where that is needed.</summary>
    /// <param name="txn">The key as it came, of the grammar of contract §1.</param>
    /// <param name="into">Takes the sealed key: <see cref="Length"/> bytes, not those of <paramref name="txn"/>.</param>
    /// <returns>False where the key stays as it is.</returns>
    public bool TrySeal(ReadOnlySpan<byte> txn, Span<byte> into)
    {
        if (!CardNumbers.AreInKey(txn))
            return false;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, txn, hash);
        "h:"u8.CopyTo(into);
        Base64Url.EncodeToUtf8(hash, into[2..]);
        return true;
    }

    /// <summary>The key under which a transaction is known: sealed, or as it is.</summary>
    public string Seal(string txn)
    {
        Span<byte> hidden = stackalloc byte[Length];
        return TrySeal(Encoding.UTF8.GetBytes(txn), hidden) ? Encoding.ASCII.GetString(hidden) : txn;
    }
}
