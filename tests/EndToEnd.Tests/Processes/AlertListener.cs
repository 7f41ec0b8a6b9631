using System.Globalization;
using System.Text.Json;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Somebody who follows <c>/v1/alerts/stream</c> over everything, and after each loss of connection goes on with <c>Last-Event-ID</c>.</summary>
internal sealed class AlertListener : IAsyncDisposable
{
    private readonly Func<MonitorClient> _monitor;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long Id, JsonElement Alert)> _seen = [];
    private readonly Task _listening;

    /// <param name="monitor">Where to listen, asked anew for each connection.</param>
    public AlertListener(Func<MonitorClient> monitor)
    {
        _monitor = monitor;
        _listening = Task.Run(Listen);
    }

    /// <summary>Over how many connections it came.</summary>
    public int Connections { get; private set; }

    /// <summary>
    /// It has seen every <c>seq</c> from 1 to the newest exactly once and in order, and what it saw last of each alert is how that stands.
    /// </summary>
    public async Task HasAll(IReadOnlyList<JsonElement> alerts)
    {
        var newest = alerts.Max(a => a.GetProperty("seq").GetInt64());
        await Eventually.Is($"seq {newest} on the alert stream", TimeSpan.FromSeconds(30), () =>
        {
            if (_listening.IsFaulted)
                _listening.GetAwaiter().GetResult();
            lock (_seen)
                return Task.FromResult(_seen.Count >= newest);
        });
        lock (_seen)
        {
            Assert.Equal(Enumerable.Range(1, (int)newest).Select(i => (long)i), _seen.Select(s => s.Id));
            Assert.All(_seen, s => Assert.Equal(s.Id, s.Alert.GetProperty("seq").GetInt64()));
            var last = new Dictionary<string, JsonElement>();
            foreach (var (_, alert) in _seen)
                last[alert.GetProperty("id").GetString()!] = alert;
            Assert.Equal(alerts.Select(a => a.GetRawText()).Order(StringComparer.Ordinal), last.Values.Select(a => a.GetRawText()).Order(StringComparer.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var after = _seen.Count == 0 ? 0 : _seen[^1].Id;
                await foreach (var e in _monitor().Alerts(after, _stop.Token))
                {
                    Connections += Saw(e) == after + 1 ? 1 : 0;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(25);
            }
        }
    }

    private long Saw(ServerSentEvent e)
    {
        Assert.Equal("alert", e.Event);
        using var document = JsonDocument.Parse(e.Data);
        var seq = long.Parse(e.Id!, CultureInfo.InvariantCulture);
        lock (_seen)
            _seen.Add((seq, document.RootElement.Clone()));
        return seq;
    }
}
