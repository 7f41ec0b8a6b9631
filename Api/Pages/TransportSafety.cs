using PosMonitor.Access;

namespace PosMonitor.Pages;

/// <summary>Keeps keys from crossing a network in the clear: HTTP beyond the loopback interface has to be asked for in as many words.</summary>
internal static class TransportSafety
{
    public static void AddTransportSafety(this WebApplicationBuilder builder)
    {
        var configuration = (IConfiguration)builder.Configuration;
        builder.Services.AddOptions<AccessOptions>().Validate(
            access => access.AllowPlainHttp || !ListenAddresses.Of(configuration).Any(address => ListenAddresses.IsPlain(address) && !ListenAddresses.IsLoopback(address)),
            "An address to listen on is HTTP and not of the loopback interface, so keys would cross the network in the clear. Listen on https:// with a certificate "
            + $"(Kestrel:Certificates:Default:Path), or, behind a proxy that does so, set {AccessOptions.Section}:{nameof(AccessOptions.AllowPlainHttp)}=true.");
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
    }
}
