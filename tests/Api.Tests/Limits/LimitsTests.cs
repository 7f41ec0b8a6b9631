using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PosMonitor.Access;
using PosMonitor.Hosting;

namespace PosMonitor.Limits;

/// <summary>What one caller may ask for, over real connections. Alone, as some of them measure memory.</summary>
[Collection(nameof(LimitsTests))]
public sealed class LimitsTests
{
    private const string Good = """{"type":"heartbeat","time":"2026-03-01T12:00:00Z","acquirer":"a","terminal":"t"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task More_requests_a_second_are_told_when_to_come_again_and_cost_no_other_key()
    {
        await using var monitor = await RunningMonitor.Start("--PosMonitor:Limits:RequestsPerSecond=2");
        using var other = monitor.ClientOf(monitor.Services.GetRequiredService<Keyring>().MakeForProcess("other", Roles.Admin));

        var refused = await UntilRefused(monitor.Client, "/v1/acquirers", most: 50);
        Assert.Equal(HttpStatusCode.OK, await StatusOf(other, "/v1/acquirers"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(monitor.Client, "/health/live"));
        await Task.Delay(refused);
        Assert.Equal(HttpStatusCode.OK, await StatusOf(monitor.Client, "/v1/acquirers"));
        Assert.Contains("posmonitor_refused_total{reason=\"rate\"} ", await Metrics(monitor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_key_is_counted_by_the_address_and_costs_no_key()
    {
        await using var monitor = await RunningMonitor.Start("--PosMonitor:Limits:AnonymousPerSecond=2");
        using var nobody = monitor.ClientOf("wrong");

        await UntilRefused(nobody, "/v1/acquirers", most: 50, HttpStatusCode.Unauthorized);

        Assert.Equal(HttpStatusCode.OK, await StatusOf(monitor.Client, "/v1/acquirers"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(nobody, "/health/live"));
    }

    [Theory]
    [InlineData("--PosMonitor:Limits:StreamsPerKey=1")]
    [InlineData("--PosMonitor:Limits:Streams=1")]
    public async Task A_stream_too_many_is_refused_until_one_is_closed(string limit)
    {
        await using var monitor = await RunningMonitor.Start(limit);
        using (var first = await Stream(monitor))
        {
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var second = await Stream(monitor);
            await AssertProblem(second, HttpStatusCode.TooManyRequests);
            Assert.NotNull(second.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.OK, await StatusOf(monitor.Client, "/v1/acquirers"));
        }
        await Eventually("a place for a stream", async () =>
        {
            using var third = await Stream(monitor);
            return third.StatusCode == HttpStatusCode.OK;
        });
        Assert.Contains("posmonitor_refused_total{reason=\"streams\"} ", await Metrics(monitor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_requests_at_once_are_refused()
    {
        await using var monitor = await RunningMonitor.Start("--PosMonitor:Limits:RequestsAtOnce=1");
        List<RawConnection> slow = [];
        await Eventually("the only place to be taken", async () =>
        {
            // One that comes while the place is asked for may itself be the one that is refused.
            slow.Add(await RawConnection.To(monitor.Url));
            await slow[^1].Send(Head("Content-Length: 1000"));
            return await StatusOf(monitor.Client, "/v1/acquirers") == HttpStatusCode.TooManyRequests;
        });
        slow.ForEach(connection => connection.Dispose());
        await Eventually("the place to be free", async () => await StatusOf(monitor.Client, "/v1/acquirers") == HttpStatusCode.OK);
        Assert.Contains("posmonitor_refused_total{reason=\"at-once\"} ", await Metrics(monitor), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 100000")]
    [InlineData("Content-Length: 100000\r\nContent-Encoding: gzip")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_body_that_trickles_is_answered_and_its_place_is_free(string length)
    {
        await using var monitor = await RunningMonitor.Start(
            "--PosMonitor:Limits:SlowestBody=1000", "--PosMonitor:Limits:SlowBodyGrace=00:00:02", "--PosMonitor:Ingest:BodiesInFlight=1");
        using var slow = await RawConnection.To(monitor.Url);
        await slow.Send(Head(length) + (length.StartsWith("Transfer", StringComparison.Ordinal) ? "1\r\n{\r\n" : "{"));

        var answer = await slow.ReadUntil("}");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("too slowly", answer, StringComparison.Ordinal);
        await monitor.Post(Good);
        Assert.Contains("posmonitor_refused_total{reason=\"slow\"} 1", await Metrics(monitor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_trickle_end_the_connection()
    {
        await using var monitor = await RunningMonitor.Start("--PosMonitor:Limits:HeaderTimeout=00:00:01");
        using var slow = await RawConnection.To(monitor.Url);
        await slow.Send("GET /v1/fleet HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408 ", await slow.ReadUntil("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_addresses_and_headers_are_told_what_is_allowed()
    {
        await using var monitor = await RunningMonitor.Start("--PosMonitor:Limits:AddressBytes=1024", "--PosMonitor:Limits:HeaderBytes=4096");

        using var address = await monitor.Client.GetAsync(new Uri($"/v1/acquirers?x={new string('x', 1100)}", UriKind.Relative));
        Assert.Contains("1024", await AssertProblem(address, HttpStatusCode.RequestUriTooLong), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/acquirers");
        request.Headers.Add("X-Long", new string('x', 4500));
        using var headers = await monitor.Client.SendAsync(request);
        Assert.Contains("4096", await AssertProblem(headers, HttpStatusCode.RequestHeaderFieldsTooLarge), StringComparison.Ordinal);

        // Beyond what the server itself reads there is the status alone.
        using var far = await monitor.Client.GetAsync(new Uri($"/v1/acquirers?x={new string('x', 8000)}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, far.StatusCode);
        var metrics = await Metrics(monitor);
        Assert.Contains("posmonitor_refused_total{reason=\"address\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("posmonitor_refused_total{reason=\"headers\"} 1", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_grows_without_end_is_cut_and_costs_no_memory(string encoding)
    {
        await using var monitor = await RunningMonitor.Start();
        var bomb = Bomb(encoding, mebibytes: 1024);
        var before = GC.GetTotalAllocatedBytes();

        foreach (var path in new[] { "/v1/events", "/v1/registry/terminals" })
        {
            using var body = new ByteArrayContent(bomb);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
            body.Headers.ContentEncoding.Add(encoding);
            using var answer = await monitor.Client.PostAsync(new Uri(path, UriKind.Relative), body);
            await AssertProblem(answer, HttpStatusCode.RequestEntityTooLarge);
        }

        // Two buffers that double up to 16 MiB, and what else runs.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 160L << 20);
    }

    [Fact]
    public async Task Without_a_key_nobody_gets_to_send_a_body()
    {
        await using var monitor = await RunningMonitor.Start();
        using var connection = await RawConnection.To(monitor.Url);
        await connection.Send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 10000000\r\nExpect: 100-continue\r\n\r\n");

        var answer = await connection.ReadUntil("}");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_limits_stop_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunningMonitor.Start(
            "--PosMonitor:Limits:RequestsPerSecond=0", "--PosMonitor:Limits:SlowBodyGrace=00:00:01", "--PosMonitor:Limits:Stream=1"));

        var lines = StartFailure.Explain(failure);
        Assert.Contains("PosMonitor:Limits:RequestsPerSecond is 0; allowed is 1 to 1000000.", lines);
        Assert.Contains("PosMonitor:Limits:SlowBodyGrace is 00:00:01; allowed is 00:00:02 to 00:10:00.", lines);
        Assert.Contains(lines, line => line.StartsWith("PosMonitor:Limits:Stream is not a setting; there are RequestsPerSecond,", StringComparison.Ordinal));
    }

    private static string Head(string length) =>
        $"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {RunningMonitor.Key}\r\nContent-Type: application/x-ndjson\r\n{length}\r\n\r\n";

    private static byte[] Bomb(string encoding, int mebibytes)
    {
        var bytes = new MemoryStream();
        using (Stream encoded = encoding == "gzip" ? new GZipStream(bytes, CompressionLevel.Fastest) : new BrotliStream(bytes, CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var written = 0; written < mebibytes; written++)
                encoded.Write(zeros);
        }
        return bytes.ToArray();
    }

    /// <returns>How long the refused one is told to wait.</returns>
    private static async Task<TimeSpan> UntilRefused(HttpClient client, string path, int most, HttpStatusCode before = HttpStatusCode.OK)
    {
        for (var number = 0; number < most; number++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            if (answer.StatusCode == before)
                continue;
            await AssertProblem(answer, HttpStatusCode.TooManyRequests);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            return answer.Headers.RetryAfter.Delta.Value;
        }
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Of {most} requests none was refused."));
    }

    private static async Task<HttpStatusCode> StatusOf(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> Stream(RunningMonitor monitor) =>
        monitor.Client.GetAsync(new Uri("/v1/alerts/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    private static Task<string> Metrics(RunningMonitor monitor) => monitor.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    private static async Task<string> AssertProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()!;
    }

    private static async Task Eventually(string what, Func<Task<bool>> ask)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await ask())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience} for {what}.");
            await Task.Delay(25);
        }
    }
}

/// <summary>Runs those tests while no other runs.</summary>
[CollectionDefinition(nameof(LimitsTests), DisableParallelization = true)]
public sealed class LimitsTestsAlone;
