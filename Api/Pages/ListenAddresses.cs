using System.Net;

namespace PosMonitor.Pages;

/// <summary>The addresses that the settings tell this gateway to listen on.</summary>
internal static class ListenAddresses
{
    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return url;
        if (!string.IsNullOrWhiteSpace(configuration["http_ports"]))
            yield return "http://*";
        if (!string.IsNullOrWhiteSpace(configuration["https_ports"]))
            yield return "https://*";
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            yield return endpoint["Url"] ?? "";
    }

    public static bool IsPlain(string address) => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether nobody from another machine can connect to it. What is no address is refused by the server.</summary>
    public static bool IsLoopback(string address)
    {
        if (!Uri.TryCreate(address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri))
            return false;
        return uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
