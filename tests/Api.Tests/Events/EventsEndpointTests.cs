using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Events;

/// <summary><c>POST /v1/events</c> over HTTP: status codes, bodies and headers of contract §1, and what reaches the shards.</summary>
public class EventsEndpointTests
{
    private const string Ndjson = "application/x-ndjson";
    private const string Line = "{\"type\":\"heartbeat\",\"time\":\"2026-03-01T12:00:00Z\",\"acquirer\":\"a\",\"terminal\":\"t\"}";
    private static readonly string[] ProblemMembers = ["type", "title", "detail"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_body_is_answered_with_counts_and_errors_and_nothing_else()
    {
        await using var host = await DoorHost.StartAsync();

        var (status, body) = await Post(host, Line + "\n\n{}\n" + Line);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("{\"accepted\":2,\"rejected\":1,\"errors\":[{\"line\":3,\"code\":\"missing-field\",\"message\":\"type is required\"}]}", body);
        Assert.Equal(2, host.Recorded.Events.Count);
    }

    [Fact]
    public async Task The_answer_to_a_body_is_in_one_piece_that_tells_its_length()
    {
        await using var host = await DoorHost.StartAsync();
        using var answer = await Send(host, Encoding.UTF8.GetBytes(Line), Ndjson, encoding: null, chunked: false);

        Assert.Equal(("application/json; charset=utf-8", null), (answer.Content.Headers.ContentType?.ToString(), answer.Headers.TransferEncodingChunked));
        Assert.Equal("{\"accepted\":1,\"rejected\":0,\"errors\":[]}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_of_which_every_line_is_refused_is_answered_all_the_same()
    {
        await using var host = await DoorHost.StartAsync();

        var (status, body) = await Post(host, "{}");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.StartsWith("{\"accepted\":0,\"rejected\":1,", body, StringComparison.Ordinal);
        Assert.Empty(host.Recorded.Appended);
    }

    [Fact]
    public async Task One_call_is_made_for_each_shard_that_has_events()
    {
        await using var host = await DoorHost.StartAsync();
        var lines = Enumerable.Range(0, 500).Select(number => Line.Replace("\"t\"", $"\"t{number}\"", StringComparison.Ordinal));

        await Post(host, string.Join('\n', lines));

        Assert.Equal(Enumerable.Range(0, 8), host.Recorded.Appended.Select(part => part.Shard).Order());
        Assert.Equal(500, host.Recorded.Appended.Sum(part => part.Batch.Count));
    }

    [Theory]
    [InlineData(Ndjson, Line)]
    [InlineData("Application/X-NDJSON; charset=UTF-8", Line)]
    [InlineData("application/json", Line)]
    [InlineData("application/json;charset=\"utf-8\"", "[" + Line + "]")]
    [InlineData("application/cloudevents+json",
        "{\"specversion\":\"1.0\",\"type\":\"posmonitor.heartbeat\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"acquirer\":\"a\",\"terminal\":\"t\"}}")]
    [InlineData("application/cloudevents-batch+json; charset=utf-8",
        "[{\"specversion\":\"1.0\",\"type\":\"posmonitor.heartbeat\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"acquirer\":\"a\",\"terminal\":\"t\"}}]")]
    public async Task Every_content_type_of_the_contract_is_taken(string type, string body)
    {
        await using var host = await DoorHost.StartAsync();

        var (status, _) = await Post(host, body, type);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(("a", "t"), (host.Recorded.Events.Single().Acquirer, host.Recorded.Events.Single().Terminal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("application/xml", null)]
    [InlineData("application/x-ndjson; charset=gbk", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("not a type", null)]
    [InlineData(Ndjson, "deflate")]
    [InlineData(Ndjson, "zstd")]
    [InlineData(Ndjson, "gzip, br")]
    [InlineData(Ndjson, "x-gzip")]
    public async Task Other_content_types_and_encodings_are_refused(string? type, string? encoding)
    {
        await using var host = await DoorHost.StartAsync();

        await AssertProblem(host, HttpStatusCode.UnsupportedMediaType, Encoding.UTF8.GetBytes(Line), type, encoding);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task An_encoded_body_is_decoded(string encoding)
    {
        await using var host = await DoorHost.StartAsync();
        var plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line + "\n", 20_000)));

        var (status, body) = await Post(host, Encode(plain, encoding), Ndjson, encoding);

        Assert.Equal((HttpStatusCode.Accepted, "{\"accepted\":20000,\"rejected\":0,\"errors\":[]}"), (status, body));
        Assert.Equal(20_000, host.Recorded.Events.Count);
    }

    [Fact]
    public async Task Gzip_of_several_members_is_one_body()
    {
        await using var host = await DoorHost.StartAsync();
        byte[] body = [.. Encode(Encoding.UTF8.GetBytes(Line + "\n"), "gzip"), .. Encode(Encoding.UTF8.GetBytes(Line + "\n"), "gzip")];

        Assert.Equal("{\"accepted\":2,\"rejected\":0,\"errors\":[]}", (await Post(host, body, Ndjson, "gzip")).Body);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_broken_encoding_is_refused_and_nothing_is_taken(string encoding)
    {
        await using var host = await DoorHost.StartAsync();
        var random = new Random(1);
        var plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(_ => Line.Replace("\"t\"", $"\"{random.Next():x}\"", StringComparison.Ordinal) + "\n")));
        var good = Encode(plain, encoding);

        foreach (var cut in new[] { 1, 4, 9, good.Length / 2, good.Length - 3 })
            await AssertProblem(host, HttpStatusCode.BadRequest, good[..^cut], Ndjson, encoding);
        await AssertProblem(host, HttpStatusCode.BadRequest, plain, Ndjson, encoding);
        await AssertProblem(host, HttpStatusCode.BadRequest, [], Ndjson, encoding);
        if (encoding == "gzip")
            await AssertProblem(host, HttpStatusCode.BadRequest, [.. good[..^6], (byte)(good[^6] ^ 1), .. good[^5..]], Ndjson, encoding);
        Assert.Empty(host.Recorded.Appended);
    }

    [Theory]
    [InlineData(Ndjson, "")]
    [InlineData(Ndjson, "\r\n\r\n")]
    [InlineData(Ndjson, "this is\nnot JSON")]
    [InlineData(Ndjson, "[" + Line + "]")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "[" + Line + ",")]
    [InlineData("application/json", Line + "\n" + Line)]
    [InlineData("application/cloudevents+json", "[]")]
    public async Task A_body_without_events_is_refused_and_not_repeated_in_the_answer(string type, string body)
    {
        await using var host = await DoorHost.StartAsync();

        var problem = await AssertProblem(host, HttpStatusCode.BadRequest, Encoding.UTF8.GetBytes(body), type, null);

        Assert.DoesNotContain("heartbeat", problem, StringComparison.Ordinal);
        Assert.Empty(host.Recorded.Appended);
    }

    [Theory]
    [InlineData(null, 0, HttpStatusCode.Accepted)]
    [InlineData(null, 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("chunked", 0, HttpStatusCode.Accepted)]
    [InlineData("chunked", 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("gzip", 0, HttpStatusCode.Accepted)]
    [InlineData("gzip", 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("br", 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("gzip", 400_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_at_most_16_MiB_decoded(string? how, int beyond, HttpStatusCode expected)
    {
        await using var host = await DoorHost.StartAsync();
        var plain = new byte[16 * 1024 * 1024 + beyond];
        plain.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(Line).CopyTo(plain, 0);
        var encoding = how == "chunked" ? null : how;

        var (status, _) = await Post(host, Encode(plain, encoding), Ndjson, encoding, chunked: how == "chunked");

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.Accepted ? 1 : 0, host.Recorded.Appended.Count);
    }

    [Fact]
    public async Task A_journal_that_is_unavailable_is_told_with_a_time_to_repeat()
    {
        await using var host = await DoorHost.StartAsync();
        foreach (var failure in new Exception[]
        {
            new JournalUnavailableException("full"), new TimeoutException(), new Orleans.Runtime.SiloUnavailableException("gone"), new OperationCanceledException(),
        })
        {
            // One shard of eight fails: the others have taken their part, and the caller repeats all of it.
            host.Recorded.Answer = shard => shard == 3 ? Task.FromException(failure) : Task.CompletedTask;
            var body = Encoding.UTF8.GetBytes("{\"type\":\"watermark\",\"time\":\"2026-03-01T12:00:00Z\"}");
            await AssertProblem(host, HttpStatusCode.ServiceUnavailable, body, Ndjson, null);
        }
        host.Recorded.Answer = _ => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.Accepted, (await Post(host, Line)).Status);
    }

    [Fact]
    public async Task The_answer_waits_for_every_shard()
    {
        await using var host = await DoorHost.StartAsync();
        var slow = new TaskCompletionSource();
        host.Recorded.Answer = shard => shard == 5 ? slow.Task : Task.CompletedTask;

        var post = Post(host, "{\"type\":\"watermark\",\"time\":\"2026-03-01T12:00:00Z\"}");
        await Until(() => host.Recorded.Appended.Count == 8, "all shards were called");
        Assert.False(post.IsCompleted);
        slow.SetResult();

        Assert.Equal(HttpStatusCode.Accepted, (await post.WaitAsync(Patience)).Status);
    }

    [Fact]
    public async Task More_bodies_than_may_be_in_flight_are_told_to_come_later()
    {
        await using var host = await DoorHost.StartAsync(settings: new() { ["PosMonitor:Ingest:BodiesInFlight"] = "2" });
        var slow = new TaskCompletionSource();
        host.Recorded.Answer = _ => slow.Task;

        var held = new[] { Post(host, Line), Post(host, Line) };
        await Until(() => host.Recorded.Appended.Count == 2, "two bodies wait for their shard");
        await AssertProblem(host, HttpStatusCode.TooManyRequests, Encoding.UTF8.GetBytes(Line), Ndjson, null);
        slow.SetResult();

        Assert.All(await Task.WhenAll(held).WaitAsync(Patience), answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(HttpStatusCode.Accepted, (await Post(host, Line)).Status);
    }

    [Fact]
    public async Task More_bytes_than_may_be_in_flight_are_told_to_come_later()
    {
        await using var host = await DoorHost.StartAsync(settings: new() { ["PosMonitor:Ingest:MebibytesInFlight"] = "32" });
        var slow = new TaskCompletionSource();
        host.Recorded.Answer = _ => slow.Task;
        var large = new byte[16 * 1024 * 1024];
        large.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(Line).CopyTo(large, 0);

        var held = new[] { Post(host, large, Ndjson), Post(host, large, Ndjson) };
        await Until(() => host.Recorded.Appended.Count == 2, "two bodies of 16 MiB wait for their shard");
        await AssertProblem(host, HttpStatusCode.TooManyRequests, Encoding.UTF8.GetBytes(Line), Ndjson, null);
        slow.SetResult();

        Assert.All(await Task.WhenAll(held).WaitAsync(Patience), answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(HttpStatusCode.Accepted, (await Post(host, large, Ndjson)).Status);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(2.4, 3)]
    public async Task Where_all_bodies_wait_for_long_no_more_are_let_in_until_the_queue_is_short(double seconds, int comeBackIn)
    {
        await using var host = await DoorHost.StartAsync();
        var parts = new ConcurrentQueue<TaskCompletionSource>();
        host.Recorded.Answer = _ =>
        {
            var part = new TaskCompletionSource();
            parts.Enqueue(part);
            return part.Task;
        };
        var large = new byte[16 * 1024 * 1024];
        large.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(Line).CopyTo(large, 0);
        var held = Post(host, large, Ndjson);
        var first = await Next();

        for (var slow = 0; slow < 2; slow++)
        {
            var passing = Post(host, Line);
            var part = await Next();
            host.Time.Advance(TimeSpan.FromSeconds(seconds));
            part.SetResult();
            Assert.Equal(HttpStatusCode.Accepted, (await passing.WaitAsync(Patience)).Status);
        }
        using (var refused = await host.Client.PostAsync(new Uri("/v1/events", UriKind.Relative), new StringContent(Line, Encoding.UTF8, Ndjson)))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(comeBackIn), refused.Headers.RetryAfter?.Delta);
        }
        Assert.Equal(3, host.Recorded.Appended.Count);

        first.SetResult();
        Assert.Equal(HttpStatusCode.Accepted, (await held.WaitAsync(Patience)).Status);
        host.Recorded.Answer = _ => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.Accepted, (await Post(host, Line)).Status);

        async Task<TaskCompletionSource> Next()
        {
            TaskCompletionSource? part = null;
            await Until(() => parts.TryDequeue(out part), "a body waits for its shard");
            return part!;
        }
    }

    [Theory]
    [InlineData("BodiesInFlight", "0")]
    [InlineData("MebibytesInFlight", "31")]
    [InlineData("LongestWait", "00:00:00.009")]
    [InlineData("LongestWait", "00:01:00.001")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => DoorHost.StartAsync(settings: new() { ["PosMonitor:Ingest:" + name] = value }));

        Assert.Contains("PosMonitor:Ingest:" + name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_at_the_same_time_do_not_mix()
    {
        await using var host = await DoorHost.StartAsync(options => options.Shards = 3);

        var posts = Enumerable.Range(0, 40).Select(number => Post(
            host,
            Encode(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200 + number).Select(row =>
                Line.Replace("\"t\"", $"\"t{number}.{row}\"", StringComparison.Ordinal) + (row % 10 == 0 ? "\n{}\n" : "\n")))), number % 2 == 0 ? "gzip" : "br"),
            Ndjson,
            number % 2 == 0 ? "gzip" : "br")).ToArray();
        var answers = await Task.WhenAll(posts).WaitAsync(Patience);

        for (var number = 0; number < answers.Length; number++)
        {
            using var answer = JsonDocument.Parse(answers[number].Body);
            Assert.Equal((200 + number, (209 + number) / 10), (answer.RootElement.GetProperty("accepted").GetInt32(), answer.RootElement.GetProperty("rejected").GetInt32()));
        }
        var expected = Enumerable.Range(0, 40).SelectMany(number => Enumerable.Range(0, 200 + number).Select(row => $"t{number}.{row}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), host.Recorded.Events.Select(e => e.Terminal!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_openapi_document_tells_the_forms_and_the_fields()
    {
        await using var host = await DoorHost.StartAsync();

        using var document = JsonDocument.Parse(await host.Client.GetStringAsync("/openapi/v1.json"));

        var content = document.RootElement.GetProperty("paths").GetProperty("/v1/events").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.Equal(
            ["application/x-ndjson", "application/json", "application/cloudevents+json", "application/cloudevents-batch+json"],
            content.EnumerateObject().Select(type => type.Name));
        Assert.Equal(EventFields.Count, content.GetProperty(Ndjson).GetProperty("schema").GetProperty("properties").EnumerateObject().Count());
    }

    private static Task<(HttpStatusCode Status, string Body)> Post(DoorHost host, string body, string type = Ndjson) =>
        Post(host, Encoding.UTF8.GetBytes(body), type);

    private static async Task<(HttpStatusCode Status, string Body)> Post(DoorHost host, byte[] body, string? type, string? encoding = null, bool chunked = false)
    {
        using var answer = await Send(host, body, type, encoding, chunked);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> Send(DoorHost host, byte[] body, string? type, string? encoding, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        // So that an answer before the end of the body is not lost to a broken connection.
        request.Headers.ExpectContinue = body.Length > 16 * 1024 * 1024;
        if (type is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return host.Client.SendAsync(request);
    }

    private static async Task<string> AssertProblem(DoorHost host, HttpStatusCode expected, byte[] body, string? type, string? encoding)
    {
        using var answer = await Send(host, body, type, encoding, chunked: false);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        Assert.All(ProblemMembers, name => Assert.NotEqual("", problem.RootElement.GetProperty(name).GetString()));
        var repeats = expected is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        Assert.Equal(repeats, answer.Headers.RetryAfter is not null);
        if (repeats)
            Assert.InRange(int.Parse(answer.Headers.RetryAfter!.ToString(), CultureInfo.InvariantCulture), 1, 60);
        return text;
    }

    private static byte[] Encode(byte[] plain, string? encoding)
    {
        if (encoding is null or "identity")
            return plain;
        using var encoded = new MemoryStream();
        using (Stream stream = encoding.Equals("br", StringComparison.OrdinalIgnoreCase)
            ? new BrotliStream(encoded, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(encoded, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(plain);
        }
        return encoded.ToArray();
    }

    private static async Task Until(Func<bool> condition, string what)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"Waited {Patience} until {what}.");
            await Task.Yield();
        }
    }
}
