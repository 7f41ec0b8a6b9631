using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Speaks to a monitor over HTTP, and knows nothing of it but the contract.</summary>
internal sealed class MonitorClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">The monitor.</param>
    /// <param name="key">The admin key unless told otherwise.</param>
    public MonitorClient(Uri address, string key = MonitorProcess.AdminKey)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<bool> IsReady()
    {
        using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    /// <summary>What is missing until it is ready, in its words.</summary>
    public async Task<string> Missing()
    {
        using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return string.Join("; ", (await Json(response)).GetProperty("missing").EnumerateArray());
    }

    /// <summary>What it shows to Prometheus.</summary>
    public Task<string> Metrics() => _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>Posts valid events; all of them must be accepted.</summary>
    /// <exception cref="HttpRequestException">No answer, or one that says to try again.</exception>
    public async Task Post(IReadOnlyCollection<ContractEvent> events, Dice? dice = null)
    {
        var answer = await Post(EventLine.Body(events, dice));
        Assert.True(answer.GetProperty("rejected").GetInt32() == 0, answer.GetProperty("errors").GetRawText());
        Assert.Equal((events.Count, 0), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
    }

    /// <summary>Posts NDJSON and gives the answer of a 202.</summary>
    public async Task<JsonElement> Post(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await _http.PostAsync(new Uri("/v1/events", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await Json(response);
    }

    /// <summary>Puts settings or an entry of the registry in the place of what was there, or takes it away.</summary>
    /// <param name="path">What follows <c>/v1/</c>.</param>
    /// <param name="json">The body; null to take it away.</param>
    public async Task Configure(string path, string? json)
    {
        var address = new Uri($"/v1/{path}", UriKind.Relative);
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = body is null ? await _http.DeleteAsync(address) : await _http.PutAsync(address, body);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Makes a key.</summary>
    /// <returns>The key itself.</returns>
    public async Task<string> MakeKey(string role, params string[] acquirers)
    {
        using var answer = await _http.PostAsJsonAsync(
            new Uri("/v1/keys", UriKind.Relative), new { name = $"{role} of {string.Join(", ", acquirers)}", role, acquirers = acquirers.Length == 0 ? null : acquirers });
        answer.EnsureSuccessStatusCode();
        return (await Json(answer)).GetProperty("key").GetString()!;
    }

    /// <summary>One resource.</summary>
    public async Task<JsonElement> Get(string path) => await Find(path) ?? throw new HttpRequestException($"{path} is not there.");

    /// <summary>One resource, or null where there is none.</summary>
    public async Task<JsonElement?> Find(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await Json(response);
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonElement>> All(string path, int limit = 1000)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}"
                + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>The time up to which all is visible, or null.</summary>
    public async Task<DateTimeOffset?> SettledThrough()
    {
        var settled = (await Get("/v1/fleet")).GetProperty("clock").GetProperty("settledThrough");
        return settled.ValueKind == JsonValueKind.Null ? null : settled.GetDateTimeOffset();
    }

    /// <summary>Waits until all that was sent up to a watermark is visible (contract §2).</summary>
    public Task Settled(DateTimeOffset watermark) =>
        Eventually.Is($"clock.settledThrough >= {watermark:O}", TimeSpan.FromSeconds(60), async () => await SettledThrough() >= watermark);

    /// <summary>The alert stream after a <c>seq</c>, until the connection ends or the listener leaves.</summary>
    public IAsyncEnumerable<ServerSentEvent> Alerts(long after, CancellationToken leaving) => Stream("/v1/alerts/stream", after, leaving);

    /// <summary>The fleet once a second, until the connection ends or the listener leaves.</summary>
    public IAsyncEnumerable<ServerSentEvent> Fleet(CancellationToken leaving) => Stream("/v1/fleet/stream", null, leaving);

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<ServerSentEvent> Stream(string path, long? after, [EnumeratorCancellation] CancellationToken leaving)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
            request.Headers.Add("Last-Event-ID", $"{after}");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
        response.EnsureSuccessStatusCode();
        using var left = leaving.Register(response.Dispose);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(leaving));
        await foreach (var e in ServerSentEvent.Read(reader))
            yield return e;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }
}
