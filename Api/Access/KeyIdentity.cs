using System.Security.Claims;

namespace PosMonitor.Access;

/// <summary>Who calls: the holder of a key. Its name is the name of the key.</summary>
/// <param name="key">The key.</param>
/// <param name="session">The ticket of the session, where a browser called with its cookie; null for the key itself.</param>
public sealed class KeyIdentity(AccessKey key, string? session)
    : ClaimsIdentity([new Claim(ClaimTypes.Name, key.Name), new Claim(ClaimTypes.Role, Roles.NameOf(key.Role))], KeyAuthentication.SchemeName)
{
    public AccessKey Key => key;

    public string? Session => session;
}
