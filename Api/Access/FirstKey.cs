using Microsoft.AspNetCore.Hosting.Server;

namespace PosMonitor.Access;

/// <summary>Makes the admin key where there is no key at all, and tells it on the console: that one time.</summary>
internal sealed class FirstKey(Keyring keyring, SignInCode codes, IServer server, TextWriter console)
{
    public async Task Tell()
    {
        if (await keyring.MakeFirst() is { } key)
        {
            console.WriteLine($"The admin key, which is told only now: {key}");
            console.WriteLine($"The console, by an address that opens once: {ListenAddress.Reachable(server)}/?code={codes.Make(KeyEntry.AdminId)}");
        }
        console.Flush();
    }
}
