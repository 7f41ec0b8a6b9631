using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using PosMonitor.Hosting;

namespace PosMonitor.Pages;

/// <summary>What a browser may do with answers, and by which names and in which way the gateway is reached.</summary>
[Collection(SharedMonitor.Name)]
public sealed partial class PagesTests(SharedMonitor shared)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/posmonitor.css")]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/cluster/")]
    [InlineData("/cluster/index.min.js")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/v1/fleet")]
    [InlineData("/v1/acquirers")]
    [InlineData("/v1/acquirers?limit=0")]
    [InlineData("/v1/no-such-path")]
    [InlineData("/no-such-page")]
    [InlineData("/?key=wrong")]
    public async Task Every_answer_says_what_a_browser_may_do(string path)
    {
        using var answer = await shared.Monitor.Client.GetAsync(new Uri(path, UriKind.Relative));

        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", ScriptsOf(policy), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.NotEmpty(Header(answer, "Cache-Control"));
        if (path.StartsWith("/v1", StringComparison.Ordinal))
        {
            var cache = Header(answer, "Cache-Control").Split(", ");
            Assert.True(cache.Contains("no-store") || (cache.Contains("private") && cache.Contains("no-cache")), string.Join(", ", cache));
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_scripts_of_the_reference_page_have_a_nonce_that_is_never_the_same()
    {
        var nonces = new List<string>();
        for (var visit = 0; visit < 2; visit++)
        {
            using var answer = await shared.Monitor.Client.GetAsync(new Uri("/docs/", UriKind.Relative));
            var scripts = Script().Matches(await answer.Content.ReadAsStringAsync());
            Assert.NotEmpty(scripts);
            var nonce = Assert.Single(scripts.Select(script => script.Groups["nonce"].Value).Distinct());
            Assert.Contains($"'nonce-{nonce}'", ScriptsOf(Header(answer, "Content-Security-Policy")), StringComparison.Ordinal);
            nonces.Add(nonce);
        }
        Assert.NotEqual(nonces[0], nonces[1]);
    }

    [Theory]
    [InlineData("/cluster?card=4111111111111111")]
    [InlineData("/docs?card=4111111111111111")]
    public async Task Who_is_sent_on_is_sent_without_what_stood_in_the_address(string path)
    {
        using var answer = await shared.Monitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.NotNull(answer.Headers.Location);
        Assert.DoesNotContain("4111", answer.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs/4111111111111111")]
    [InlineData("/openapi/4111111111111111.json")]
    [InlineData("/cluster/4111111111111111")]
    [InlineData("/4111111111111111")]
    public async Task What_is_not_there_is_not_repeated(string path)
    {
        using var answer = await shared.Monitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("4111", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:80", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    [InlineData("pos.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.pos.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.2", HttpStatusCode.BadRequest)]
    public async Task On_the_loopback_interface_it_is_called_by_its_names_alone(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/acquirers");
        request.Headers.Host = host;
        using var answer = await shared.Monitor.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.BadRequest)
            Assert.Contains("AllowedHosts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://pos.example:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:0")]
    public async Task Plain_http_beyond_the_loopback_interface_is_refused(string urls)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunningMonitor.Start("--urls", urls));
        Assert.Contains(StartFailure.Explain(failure), line => line.Contains("PosMonitor:Access:AllowPlainHttp=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_http_beyond_the_loopback_interface_can_be_asked_for()
    {
        await using var monitor = await RunningMonitor.Start("--urls", "http://0.0.0.0:0", "--PosMonitor:Access:AllowPlainHttp=true", "--AllowedHosts=pos.example");
        Assert.Equal(HttpStatusCode.OK, (await Ask(monitor, "pos.example")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(monitor, "localhost")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(monitor, "other.example")).StatusCode);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_https_and_says_that_it_always_will()
    {
        var file = Path.Combine(RunningMonitor.NewDirectory(), "pos.example.pfx");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var made = new CertificateRequest(RunningMonitor.TestCertificate, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)))
            await File.WriteAllBytesAsync(file, made.Export(X509ContentType.Pfx, "of the test"));
        await using var monitor = await RunningMonitor.Start(
            "--urls", "https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={file}", "--Kestrel:Certificates:Default:Password=of the test", "--AllowedHosts=pos.example");

        using var answer = await Ask(monitor, "pos.example");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("max-age=31536000", Header(answer, "Strict-Transport-Security"), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Ask(RunningMonitor monitor, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/acquirers");
        request.Headers.Host = host;
        return await monitor.Client.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    private static string ScriptsOf(string policy) => policy.Split(';').FirstOrDefault(part => part.TrimStart().StartsWith("script-src", StringComparison.Ordinal)) ?? "";

    [GeneratedRegex("""<script[^>]*?(nonce="(?<nonce>[^"]+)"[^>]*)?>""")]
    private static partial Regex Script();
}
