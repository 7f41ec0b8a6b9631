using Microsoft.AspNetCore.DataProtection;
using PosMonitor.Access;

namespace PosMonitor.Operations.Protection;

/// <summary>
/// Seals what the pages hand to a browser and get back, under the keyring's secret: every gateway opens what another one sealed, and none keeps a key on disk.
/// </summary>
/// <param name="keyring">Whose secret it is.</param>
internal sealed class KeyringProtection(Keyring keyring) : IDataProtectionProvider
{
    /// <inheritdoc />
    public IDataProtector CreateProtector(string purpose) => new KeyringProtector(() => keyring.Secret ?? throw new KeysUnknownException(), [purpose]);
}
