using System.Security.Cryptography;
using System.Text;

namespace PosMonitor.Access;

/// <summary>
/// The code in the address that the first start prints. An address ends in histories and logs, so it is not the key, and opens once and for an hour only.
/// </summary>
internal sealed class SignInCode(Keyring keyring, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private (byte[] Code, string Key, DateTimeOffset Until)? _open;

    /// <summary>A code for a key, in the place of one that was made before.</summary>
    public string Make(string keyId)
    {
        var code = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (_gate)
            _open = (Encoding.UTF8.GetBytes(code), keyId, time.GetUtcNow() + Life);
        return code;
    }

    /// <summary>The key that a code opens, which it does only once; or null.</summary>
    public async Task<AccessKey?> Use(string code)
    {
        string id;
        lock (_gate)
        {
            if (_open is not { } open || open.Until <= time.GetUtcNow() || !CryptographicOperations.FixedTimeEquals(open.Code, Encoding.UTF8.GetBytes(code)))
                return null;
            (_open, id) = (null, open.Key);
        }
        return await keyring.FindById(id);
    }
}
