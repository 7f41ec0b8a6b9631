using Microsoft.AspNetCore.Hosting.Server;

namespace PosMonitor.Operations.Gateway;

/// <summary>The way from the pages to the HTTP interface of this very process, shared by all of them.</summary>
internal sealed class GatewayLine(IServer server) : IDisposable
{
    // By this name every gateway may be called, whatever it listens on.
    private const string Host = "localhost";

    // No limit on connections: every stream of every open page has one.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // It connects to the address that this process listens on and to no other, so the certificate is its own, whatever name is in it.
        SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request and waits for the head of the answer.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, string path, CancellationToken leaving)
    {
        request.RequestUri = new Uri(ListenAddress.Reachable(server) + path);
        request.Headers.Host = Host;
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
    }

    public void Dispose() => _http.Dispose();
}
