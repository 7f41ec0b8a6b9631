using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace PosMonitor.Operations.Protection;

/// <summary>AES-256-GCM under a key of its purposes alone (HKDF, RFC 5869): nonce, tag, then what is sealed.</summary>
/// <param name="secret">What the key is derived from.</param>
/// <param name="purposes">What it is for; sealed for one purpose it opens for no other.</param>
internal sealed class KeyringProtector(Func<byte[]> secret, IReadOnlyList<string> purposes) : IDataProtector
{
    private const int KeyBytes = 32;
    private const string Domain = "posmonitor pages";

    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <inheritdoc />
    public IDataProtector CreateProtector(string purpose) => new KeyringProtector(secret, [.. purposes, purpose]);

    /// <inheritdoc />
    public byte[] Protect(byte[] plaintext)
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        var whole = new byte[NonceBytes + TagBytes + plaintext.Length];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher();
        cipher.Encrypt(nonce, plaintext, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes));
        return whole;
    }

    /// <inheritdoc />
    /// <exception cref="CryptographicException">It was not sealed here for these purposes.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        ArgumentNullException.ThrowIfNull(protectedData);
        if (protectedData.Length < NonceBytes + TagBytes)
            throw new CryptographicException("What is shorter than its seal was not sealed here.");
        var whole = protectedData.AsSpan();
        var plaintext = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = Cipher();
        cipher.Decrypt(whole[..NonceBytes], whole[(NonceBytes + TagBytes)..], whole.Slice(NonceBytes, TagBytes), plaintext);
        return plaintext;
    }

    private AesGcm Cipher() => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret(), KeyBytes, info: Info()), TagBytes);

    // With their lengths, so that no two lists of purposes give the same bytes.
    private byte[] Info() => Encoding.UTF8.GetBytes(string.Concat(purposes.Prepend(Domain).Select(purpose => $"{purpose.Length}:{purpose}")));
}
