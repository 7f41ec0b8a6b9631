using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PosMonitor.Access;
using PosMonitor.Hosting;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Settings;

/// <summary>The real monitor, whose settings and registry a test changes.</summary>
public sealed class ConfigurationApp : IAsyncLifetime
{
    private readonly string _directory = RunningMonitor.NewDirectory();
    private RunningMonitor _monitor = null!;

    public HttpClient Http => _monitor.Client;

    public async Task InitializeAsync() => await Start();

    public async Task DisposeAsync()
    {
        await _monitor.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Stops the monitor in order and starts it again on the same directory.</summary>
    public async Task Restart(params string[] settings)
    {
        await _monitor.DisposeAsync();
        await Start(settings);
    }

    /// <summary>A client whose key may send events and nothing else.</summary>
    public HttpClient IngestClient() => _monitor.ClientOf(_monitor.Services.GetRequiredService<Keyring>().MakeForProcess("till", Roles.Ingest));

    public HttpClient ClientOf(string? key) => _monitor.ClientOf(key);

    /// <summary>The records of a shard's journal about settings and registry.</summary>
    public async Task<List<ConfigurationNews>> Journalled(int shard)
    {
        var found = new List<ConfigurationNews>();
        await foreach (var record in _monitor.Services.GetRequiredService<IJournal>().Read(shard, 0, CancellationToken.None))
        {
            if (ShardRecord.Read(record.Bytes.Span).Kind == ShardRecord.Kind.Configure)
                found.Add(ShardRecord.ReadConfiguration(record.Bytes.Span));
        }
        return found;
    }

    public async Task<(HttpStatusCode Status, JsonObject? Body, HttpResponseMessage Answer)> Send(
        HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject(), answer);
    }

    public Task<(HttpStatusCode Status, JsonObject? Body, HttpResponseMessage Answer)> Put(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, Json(json), headers);

    public Task<(HttpStatusCode Status, JsonObject? Body, HttpResponseMessage Answer)> Delete(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers);

    /// <summary>What a path answers with 200.</summary>
    public async Task<JsonObject> Get(string path)
    {
        var (status, body, _) = await Send(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status}: {body?.ToJsonString()}");
        return body!;
    }

    public async Task<string> TagOf(string path) => (await Send(HttpMethod.Get, path)).Answer.Headers.ETag!.ToString();

    /// <summary>Puts what has to be taken.</summary>
    public async Task<JsonObject> Take(string path, string json)
    {
        var (status, body, _) = await Put(path, json);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status}: {body?.ToJsonString()}");
        return body!;
    }

    public static HttpContent Json(string json) => Text(json, "application/json");

    public static HttpContent Text(string text, string type) => Bytes(Encoding.UTF8.GetBytes(text), type);

    public static HttpContent Bytes(byte[] bytes, string type, string? encoding = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private async Task Start(params string[] settings) => _monitor = await RunningMonitor.StartOn(
        _directory, [$"--PosMonitor:Access:AdminKey={RunningMonitor.Key}", "--PosMonitor:Detection:NotifyFloor=100", .. settings]);
}
