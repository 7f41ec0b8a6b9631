using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.Cluster;

/// <summary>Purchases as they happen, each answered at once and notified a second later; but for one, of which nobody is told.</summary>
internal sealed class PunctualTraffic(MonitorClient gateway)
{
    private const string Forgotten = "forgotten";
    private const int ATime = 10;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Notified = TimeSpan.FromSeconds(1);

    private readonly Queue<(DateTimeOffset At, string Txn)> _toNotify = new();
    private DateTimeOffset _forgottenAt;
    private int _posted;

    /// <summary>How many purchases there were.</summary>
    public int Posted => _posted;

    /// <summary>Posts for so long; the one that is forgotten comes in the middle.</summary>
    public async Task Run(TimeSpan lasts)
    {
        var (began, now) = (Now(), Now());
        for (; now < began + lasts; now = Now())
        {
            List<ContractEvent> events = [.. Enumerable.Range(0, ATime).SelectMany(_ => Purchase($"x{_posted++}", now, notify: true))];
            if (_forgottenAt == default && now > began + lasts / 2)
            {
                _forgottenAt = now;
                events.AddRange(Purchase(Forgotten, now, notify: false));
            }
            await Post(events);
            while (_toNotify.TryPeek(out var first) && first.At + Notified <= Now())
                await Post([Notification(_toNotify.Dequeue().Txn)]);
            await Task.Delay(Every);
        }
        await Post([.. _toNotify.Select(purchase => Notification(purchase.Txn))]);
    }

    /// <summary>There is one alert, about the one that was forgotten, raised when it became overdue and not much later.</summary>
    public async Task HasOneAlert(TimeSpan sla, TimeSpan atTheLatest)
    {
        await Eventually.Is("an alert", sla + atTheLatest, async () => (await gateway.All("/v1/alerts")).Count > 0);
        var alerts = await gateway.All("/v1/alerts");
        var subjects = string.Join(", ", alerts.Select(alert => alert.GetProperty("rule").GetString() + " " + alert.GetProperty("subject").GetProperty("id").GetString()));
        Assert.True(alerts.Count == 1 && subjects.EndsWith($"/{Forgotten}", StringComparison.Ordinal), subjects);
        Assert.Equal(_forgottenAt + sla, alerts[0].GetProperty("openedAt").GetDateTimeOffset());
        var late = alerts[0].GetProperty("detectedAt").GetDateTimeOffset() - (_forgottenAt + sla);
        Assert.InRange(late, TimeSpan.Zero, atTheLatest);
    }

    private async Task Post(List<ContractEvent> events)
    {
        foreach (var batch in events.Chunk(100))
            await gateway.Post(batch);
    }

    private IEnumerable<ContractEvent> Purchase(string txn, DateTimeOffset at, bool notify)
    {
        if (notify)
            _toNotify.Enqueue((at, txn));
        yield return Event("request", txn, at) with { Merchant = "m", Kind = "purchase", Amount = 100, Currency = "CNY", Issuer = "icbc" };
        yield return Event("response", txn, at) with { Code = "00" };
    }

    private static ContractEvent Notification(string txn) =>
        Event("notification", txn, Now()) with { Amount = 100, Currency = "CNY", Channel = "sms", Recipient = "cardholder", Status = "delivered" };

    private static ContractEvent Event(string type, string txn, DateTimeOffset at) =>
        new() { Type = type, Time = at, Acquirer = "lakala", Terminal = $"t{txn.Sum(c => c) % 50}", Txn = txn };

    /// <summary>To the millisecond.</summary>
    private static DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
}
