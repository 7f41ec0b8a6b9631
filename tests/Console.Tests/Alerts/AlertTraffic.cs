using System.Text;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Operations.Alerts;

/// <summary>Events that raise alerts at once.</summary>
internal static class AlertTraffic
{
    /// <summary>An id of a terminal that no other test has.</summary>
    public static string NewTerminal() => $"A{Guid.NewGuid():N}"[..8];

    /// <summary>Transactions that were declined and announced to the cardholder all the same: each raises <c>notification.unexpected</c>.</summary>
    /// <param name="client">The monitor.</param>
    /// <param name="terminal">On which terminal of lakala.</param>
    /// <param name="txns">The transactions.</param>
    public static Task Raise(MonitorClient client, string terminal, params IEnumerable<string> txns)
    {
        var lines = new StringBuilder();
        var time = DateTimeOffset.UtcNow.AddSeconds(-5);
        foreach (var txn in txns)
        {
            var who = $"\"acquirer\":\"lakala\",\"terminal\":\"{terminal}\",\"txn\":\"{txn}\"";
            lines.Append($"{{\"type\":\"request\",\"time\":\"{time:O}\",{who},\"merchant\":\"M1\",\"amount\":1250,\"issuer\":\"icbc\"}}\n");
            lines.Append($"{{\"type\":\"response\",\"time\":\"{time.AddMilliseconds(300):O}\",{who},\"code\":\"51\"}}\n");
            lines.Append($"{{\"type\":\"notification\",\"time\":\"{time.AddSeconds(2):O}\",{who},\"amount\":1250,\"channel\":\"sms\"}}\n");
        }
        return client.Post(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    /// <summary>As many alerts a second as are told, for so long, in ten posts a second.</summary>
    public static async Task Storm(MonitorClient client, string terminal, int aSecond, int seconds)
    {
        const int Posts = 10;
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Posts));
        for (var post = 0; post < seconds * Posts; post++)
        {
            // The pace is what is tested.
            await pace.WaitForNextTickAsync();
            await Raise(client, terminal, Enumerable.Range(post * aSecond / Posts, aSecond / Posts).Select(StormTxn));
        }
    }

    /// <summary>The transaction of an alert of a storm, from 0.</summary>
    public static string StormTxn(int number) => $"storm{number}";

    /// <summary>The alerts of a terminal, oldest first, as soon as there are so many.</summary>
    public static Task<List<JsonElement>> Of(MonitorClient client, string terminal, int count) => Eventually.Get(
        $"{count} alerts of {terminal}", TimeSpan.FromSeconds(30), async () => await client.All($"/v1/alerts?terminal={terminal}") is { } all && all.Count == count ? all : null);

    /// <summary>An alert that explains others, as soon as there is one.</summary>
    public static Task<string> Parent(MonitorClient client) => Eventually.Get(
        "an alert that explains others", TimeSpan.FromSeconds(90),
        async () => (await client.All("/v1/alerts")).FirstOrDefault(alert => alert.GetProperty("evidence").TryGetProperty("explains", out _)) is { ValueKind: JsonValueKind.Object } parent
            ? parent.GetProperty("id").GetString()
            : null);
}
