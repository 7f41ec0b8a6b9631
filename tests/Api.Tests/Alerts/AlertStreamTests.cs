using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace PosMonitor.Alerts;

/// <summary>The stream on the real monitor: it resumes after any change with nothing lost or twice.</summary>
public sealed class AlertStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly AlertsApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Listeners_that_come_and_go_during_a_thousand_changes_miss_and_repeat_nothing()
    {
        const int changes = 1000;
        var listeners = Enumerable.Range(0, 4).Select(seed => ListenInPieces(new Random(seed), changes)).ToList();
        for (var i = 0; i < changes / 10; i++)
            await _app.Tell([.. Enumerable.Range(i * 10, 10).Select(n => AlertsApp.Open($"{n}"))]);

        foreach (var heard in await Task.WhenAll(listeners).WaitAsync(Patience))
            Assert.Equal(Enumerable.Range(1, changes).Select(seq => (long)seq), heard);
    }

    [Fact]
    public async Task The_whole_past_is_read_from_the_store_where_memory_does_not_reach()
    {
        const int changes = AlertFeed.Kept + 500;
        for (var i = 0; i < changes; i += 500)
            await _app.Tell([.. Enumerable.Range(i, Math.Min(500, changes - i)).Select(n => AlertsApp.Open($"{n}"))]);

        Assert.Equal(Enumerable.Range(1, changes).Select(seq => (long)seq), (await Listen("?after=0", null, changes)).Select(change => change.Seq));
    }

    [Fact]
    public async Task An_event_is_the_alert_as_it_stood()
    {
        var effect = AlertsApp.Open("1");
        await _app.Tell(effect);
        await _app.Tell(AlertsApp.Resolve(effect));

        var heard = await Listen("?after=0", null, 2);

        Assert.Equal([(1L, "open"), (2L, "resolved")], heard.Select(change => (change.Seq, (string)change.Alert["status"]!)));
        Assert.Equal([1L, 2L], heard.Select(change => (long)change.Alert["seq"]!));
        Assert.Equal(Assert.Single(await _app.List("")).ToJsonString(), heard[1].Alert.ToJsonString());
    }

    [Fact]
    public async Task The_header_goes_before_the_address_as_a_browser_repeats_that()
    {
        await _app.Tell(AlertsApp.Open("1"), AlertsApp.Open("2"), AlertsApp.Open("3"));

        Assert.Equal([3L], (await Listen("?after=0", "2", 1)).Select(change => change.Seq));
    }

    [Fact]
    public async Task Without_a_place_it_starts_now()
    {
        await _app.Tell(AlertsApp.Open("1"), AlertsApp.Open("2"));
        using var http = _app.Client();
        using var answer = await http.GetAsync("/v1/alerts/stream", HttpCompletionOption.ResponseHeadersRead);
        var heard = Read(answer, 1);
        await _app.Tell(AlertsApp.Open("3"));

        Assert.Equal([3L], (await heard.WaitAsync(Patience)).Select(change => change.Seq));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("?after=now", null)]
    [InlineData("?after=-1", null)]
    [InlineData("", "1.5")]
    [InlineData("?from=1", null)]
    public async Task A_place_that_is_no_number_is_refused(string query, string? last)
    {
        using var http = _app.Client();
        var answer = await http.SendAsync(Request(query, last), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_listener_that_does_not_read_holds_nobody_up()
    {
        using var slow = _app.Client();
        using var unread = await slow.SendAsync(Request("?after=0", null), HttpCompletionOption.ResponseHeadersRead);
        var big = new string('x', 100_000);
        for (var i = 0; i < 100; i++)
            await _app.Tell(AlertsApp.Open($"{i}") with { Evidence = $$"""{"text":"{{big}}"}""" });

        Assert.Equal(100, (await Listen("?after=0", null, 100)).Count);
    }

    [Fact]
    public async Task It_ends_when_the_monitor_stops()
    {
        await _app.Tell(AlertsApp.Open("1"));
        using var http = _app.Client();
        using var answer = await http.SendAsync(Request("?after=0", null), HttpCompletionOption.ResponseHeadersRead);
        await using var changes = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Patience));
        await _app.Stop().WaitAsync(Patience);

        Assert.Equal("1", changes.Current.EventId);
        Assert.False(await changes.MoveNextAsync().AsTask().WaitAsync(Patience));
    }

    /// <summary>Connects again and again, each time for a few changes, after the last one that it has.</summary>
    private async Task<List<long>> ListenInPieces(Random random, int changes)
    {
        var heard = new List<long>();
        while (heard.Count < changes)
            heard.AddRange((await Listen("?after=0", $"{heard.LastOrDefault()}", Math.Min(random.Next(1, 120), changes - heard.Count))).Select(change => change.Seq));
        return heard;
    }

    private async Task<List<(long Seq, JsonObject Alert)>> Listen(string query, string? last, int count)
    {
        using var http = _app.Client();
        using var answer = await http.SendAsync(Request(query, last), HttpCompletionOption.ResponseHeadersRead);
        return await Read(answer, count).WaitAsync(Patience);
    }

    private static async Task<List<(long Seq, JsonObject Alert)>> Read(HttpResponseMessage answer, int count)
    {
        var heard = new List<(long, JsonObject)>();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            Assert.Equal("alert", item.EventType);
            heard.Add((long.Parse(item.EventId!, CultureInfo.InvariantCulture), JsonNode.Parse(item.Data)!.AsObject()));
            if (heard.Count == count)
                break;
        }
        return heard;
    }

    private static HttpRequestMessage Request(string query, string? last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/alerts/stream" + query);
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        return request;
    }
}
