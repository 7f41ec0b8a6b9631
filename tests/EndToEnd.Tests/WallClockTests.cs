using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd;

/// <summary>With the wall clock deadlines fire by themselves, through a crash too (contract §2).</summary>
public sealed class WallClockTests
{
    private const string Overdue = "/v1/alerts?rule=notification.overdue";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_notification_becomes_overdue_then_missing_then_late()
    {
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(
            directory.Path, "PosMonitor:Detection:NotifySla=00:00:01", "PosMonitor:Detection:NotifyDeadline=00:00:04");
        var responded = Now();
        await monitor.Client.Post([Request("x", responded.AddSeconds(-1)), Response("x", responded)]);

        var alert = await Alert(monitor, "an overdue alert", a => true);
        Assert.Equal(responded.AddSeconds(1), alert.GetProperty("openedAt").GetDateTimeOffset());
        Assert.True(alert.GetProperty("detectedAt").GetDateTimeOffset() >= responded.AddSeconds(1.5), "Grace is half a second.");
        Assert.Equal("lakala/t/x", alert.GetProperty("subject").GetProperty("id").GetString());

        await Alert(monitor, "the alert to turn critical", a => a.GetProperty("severity").GetString() == "critical");
        Assert.Equal("missing", await Verdict(monitor, "x"));

        var told = Now();
        await monitor.Client.Post([Notification("x", told)]);
        alert = await Alert(monitor, "the alert to resolve", a => a.GetProperty("status").GetString() == "resolved");
        Assert.Equal(told, alert.GetProperty("resolvedAt").GetDateTimeOffset());
        Assert.Equal((told - responded).TotalMilliseconds, alert.GetProperty("evidence").GetProperty("delayMs").GetDouble());
        Assert.Equal("late", await Verdict(monitor, "x"));
    }

    [Fact]
    public async Task A_deadline_survives_a_crash()
    {
        string[] settings = ["PosMonitor:Detection:NotifySla=00:00:03", "PosMonitor:Detection:ResponseTimeout=00:00:03"];
        using var directory = new DataDirectory();
        DateTimeOffset responded;
        await using (var monitor = await MonitorProcess.Start(directory.Path, settings))
        {
            responded = Now();
            await monitor.Client.Post([Request("x", responded), Response("x", responded), Request("y", responded)]);
            await monitor.Kill();
        }
        await using var again = await MonitorProcess.Start(directory.Path, settings);

        var alert = await Alert(again, "an overdue alert after the crash", a => true);
        Assert.Equal(responded.AddSeconds(3), alert.GetProperty("openedAt").GetDateTimeOffset());
        await Eventually.Is("y to time out", Soon, async () =>
            (await again.Client.Get("/v1/acquirers/lakala/terminals/t/transactions/y")).GetProperty("outcome").GetString() == "timed-out");
        Assert.Single(await again.Client.All("/v1/alerts"));
    }

    [Fact]
    public async Task A_watermark_is_accepted_and_ignored()
    {
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path);
        await monitor.Client.Post([Request("x", Now()), new ContractEvent { Type = "watermark", Time = Now().AddHours(10) }]);

        Assert.Equal("wall", (await monitor.Client.Get("/v1/fleet")).GetProperty("clock").GetProperty("mode").GetString());
        Assert.Equal("pending", (await monitor.Client.Get("/v1/acquirers/lakala/terminals/t/transactions/x")).GetProperty("outcome").GetString());
    }

    /// <summary>To the millisecond.</summary>
    private static DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static async Task<JsonElement> Alert(MonitorProcess monitor, string what, Func<JsonElement, bool> condition) =>
        (await Eventually.Get(what, Soon, async () =>
            (await monitor.Client.All(Overdue)).Where(condition).ToList() is { Count: > 0 } found ? found : null)).Single();

    private static async Task<string?> Verdict(MonitorProcess monitor, string txn) =>
        (await monitor.Client.Get($"/v1/acquirers/lakala/terminals/t/transactions/{txn}")).GetProperty("verdict").GetString();

    private static ContractEvent Request(string txn, DateTimeOffset at) => Event("request", txn, at) with
    {
        Merchant = "m",
        Kind = "purchase",
        Amount = 100,
        Currency = "CNY",
        Issuer = "icbc",
    };

    private static ContractEvent Response(string txn, DateTimeOffset at) => Event("response", txn, at) with { Code = "00" };

    private static ContractEvent Notification(string txn, DateTimeOffset at) => Event("notification", txn, at) with
    {
        Amount = 100,
        Currency = "CNY",
        Channel = "sms",
        Recipient = "cardholder",
        Status = "delivered",
    };

    private static ContractEvent Event(string type, string txn, DateTimeOffset at) =>
        new() { Type = type, Time = at, Acquirer = "lakala", Terminal = "t", Txn = txn };
}
