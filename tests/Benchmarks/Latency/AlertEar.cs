using System.Collections.Concurrent;
using System.Text.Json;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>A client of the alert stream that notes when it first hears of each alert.</summary>
internal sealed class AlertEar : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string Rule, string Terminal), long> _heard = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _listening;

    private AlertEar(HttpResponseMessage response)
    {
        _response = response;
        _listening = Task.Run(Listen);
    }

    /// <summary>Starts to listen; what opens from now on is heard.</summary>
    public static async Task<AlertEar> Open(ShippedMonitor monitor) =>
        new(await monitor.Http.GetAsync(new Uri("/v1/alerts/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));

    /// <summary>When an alert about a terminal, or about its transaction, was first heard, UTC ticks; null for not yet.</summary>
    public long? HeardOf(string rule, string terminal) => _heard.TryGetValue((rule, terminal), out var at) ? at : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _response.Dispose();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task Listen()
    {
        using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
        await foreach (var e in ServerSentEvent.Read(reader))
        {
            var now = DateTime.UtcNow.Ticks;
            using var alert = JsonDocument.Parse(e.Data);
            var root = alert.RootElement;
            if (root.GetProperty("terminal").GetString() is { } terminal)
                _heard.TryAdd((root.GetProperty("rule").GetString()!, terminal), now);
        }
    }
}
