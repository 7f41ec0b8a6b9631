using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PosMonitor.Hosting;
using PosMonitor.Operations.Protection;

namespace PosMonitor.Operations;

/// <summary>What pages hand to a browser: it opens on every gateway, for what it was sealed for, and nowhere else.</summary>
[Collection(SharedMonitor.Name)]
public sealed class KeyringProtectionTests(SharedMonitor shared)
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Plain = [1, 2, 3];

    [Fact]
    public void What_one_gateway_sealed_another_one_opens() => Assert.Equal(Plain, Gateway(Secret, "a").Unprotect(Gateway(Secret, "a").Protect(Plain)));

    [Fact]
    public void The_same_sealed_twice_is_not_the_same() => Assert.NotEqual(Gateway(Secret, "a").Protect(Plain), Gateway(Secret, "a").Protect(Plain));

    [Fact]
    public void With_another_secret_it_stays_closed() =>
        Assert.ThrowsAny<CryptographicException>(() => Gateway(RandomNumberGenerator.GetBytes(32), "a").Unprotect(Gateway(Secret, "a").Protect(Plain)));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a|b", "ab")]
    [InlineData("a|b", "a")]
    [InlineData("a|b", "b|a")]
    [InlineData("a|1:b", "a1:b")]
    public void What_is_sealed_for_one_purpose_opens_for_no_other(string sealedFor, string openedFor) =>
        Assert.ThrowsAny<CryptographicException>(() => Gateway(Secret, openedFor.Split('|')).Unprotect(Gateway(Secret, sealedFor.Split('|')).Protect(Plain)));

    [Fact]
    public void No_byte_can_be_changed_or_left_out()
    {
        var whole = Gateway(Secret, "a").Protect(Plain);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Gateway(Secret, "a").Unprotect(changed));
            Assert.ThrowsAny<CryptographicException>(() => Gateway(Secret, "a").Unprotect(whole[..at]));
        }
    }

    [Fact]
    public void The_monitor_uses_it_and_makes_no_keys_of_the_frameworks_own()
    {
        Assert.IsType<KeyringProtection>(shared.Monitor.Services.GetRequiredService<IDataProtectionProvider>());
        Assert.DoesNotContain(shared.Monitor.Services.GetServices<IHostedService>(), service => service.GetType().Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly);
    }

    private static KeyringProtector Gateway(byte[] secret, params string[] purposes) => new KeyringProtector(() => secret, purposes);
}
