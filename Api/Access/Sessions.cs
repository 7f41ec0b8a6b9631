using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PosMonitor.Access;

/// <summary>
/// Sessions of browsers. A ticket names a key and when it ends, signed over the key's hash with the keyring's secret: any gateway knows it again, none
/// keeps it, it ends with its key, and who reads the store cannot make one.
/// </summary>
public sealed class Sessions(Keyring keyring, TimeProvider time)
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>A new ticket for the holder of a key.</summary>
    /// <exception cref="KeysUnknownException">The cluster does not tell what to sign with.</exception>
    public async Task<string> Open(AccessKey key)
    {
        if (keyring.Secret is null)
            await Learn();
        var text = string.Create(CultureInfo.InvariantCulture, $"{key.Id}.{(time.GetUtcNow() + Life).ToUnixTimeSeconds()}");
        return $"{text}.{Sign("session", text, key.Hash)}";
    }

    /// <summary>Whose ticket it is, or null.</summary>
    /// <exception cref="KeysUnknownException">The cluster does not tell which keys there are.</exception>
    public async ValueTask<AccessKey?> Find(string ticket)
    {
        if (ticket.Split('.') is not [var id, var end, var signature] || !long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return null;
        if (seconds <= time.GetUtcNow().ToUnixTimeSeconds() || await keyring.FindById(id) is not { } key)
            return null;
        if (keyring.Secret is null)
            await Learn();
        return Equal(signature, Sign("session", $"{id}.{end}", key.Hash)) ? key : null;
    }

    /// <summary>What a page of this monitor knows of the session and no other site does.</summary>
    public string TokenOf(string ticket) => Sign("csrf", ticket, []);

    /// <summary>Whether a request shows the token of its session.</summary>
    public bool IsToken(string? token, string ticket) => token is not null && Equal(token, TokenOf(ticket));

    private async Task Learn()
    {
        try
        {
            await keyring.Refresh();
        }
        catch (Exception failure)
        {
            throw new KeysUnknownException("The cluster does not tell which keys there are.", failure);
        }
    }

    private string Sign(string purpose, string text, byte[] hash) => System.Buffers.Text.Base64Url.EncodeToString(
        HMACSHA256.HashData(keyring.Secret ?? throw new KeysUnknownException(), Encoding.UTF8.GetBytes($"{purpose}\n{text}\n{Convert.ToHexString(hash)}")));

    private static bool Equal(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
