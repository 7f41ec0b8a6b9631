using System.Security.Cryptography;
using System.Text;

namespace PosMonitor.Access;

/// <summary>A key that opens the monitor, known by its hash alone.</summary>
/// <param name="Id">Which key.</param>
/// <param name="Name">Who uses it: stands in alerts that are acknowledged with it.</param>
/// <param name="Role">What it may do (contract §6).</param>
/// <param name="Cut">The acquirers to which it is cut; null for all.</param>
/// <param name="Hash">SHA-256 of the key.</param>
public sealed record AccessKey(string Id, string Name, AccessRole Role, AcquirerCut? Cut, byte[] Hash)
{
    /// <summary>A key of 256 random bits. The prefix lets scanners of leaked secrets recognise it.</summary>
    public static string Make() => $"pm_{System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>
    /// One round of SHA-256 without salt: slow hashes make the guessing of words dear, and nobody guesses 256 random bits. It is done at every request.
    /// </summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Compares in a time that does not tell how much of it is right.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(hash, Hash);
}
