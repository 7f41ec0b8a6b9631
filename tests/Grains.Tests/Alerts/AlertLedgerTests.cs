using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Alerts;

/// <summary>The ledger where a commit fails: what several shards told at once is told again by one after the other.</summary>
public sealed class AlertLedgerTests
{
    private readonly MemoryAlertStore _store = new();

    [Fact]
    public async Task Nothing_is_settled_before_all_is_told_again_that_a_commit_lost()
    {
        var ledger = await Start();
        ledger.Introduce(0, new SlotReport(Effects.At("08:00:00"), []));
        ledger.Introduce(1, new SlotReport(Effects.At("08:00:00"), []));
        var overdue = new ShardTelling(
            0, [new ShardNews(0, 1, [Effects.Open("1", "08:00:59")], []), new ShardNews(0, 2, [Effects.Resolve("1", "08:02:04")], [])], 2, Effects.At("08:10:00"));
        var quiet = new ShardTelling(1, [], 1, Effects.At("08:10:00"));
        _store.Refuse = 1;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Commit(ledger, overdue, quiet));

        await Commit(ledger, quiet);
        Assert.Equal((0, long.MinValue), (ledger.LastSeq, await _store.JudgedThrough(default)));

        // Opened, held for half a minute, delivered, and resolved half a minute later: in the order in which it happened.
        await Commit(ledger, overdue);
        Assert.Equal((AlertStatus.Resolved, true), (_store.Alerts.Single().Status, _store.Alerts.Single().Delivered));
        Assert.Equal(Effects.At("08:10:00"), await _store.JudgedThrough(default));
    }

    private async Task<AlertLedger> Start() => new(
        _store, TimeProvider.System, new MonitorOptions { Shards = 2, Clock = ClockMode.Stream }, Configuration.Start(new DetectionOptions()), await _store.Load(default));

    private static Task Commit(AlertLedger ledger, params ShardTelling[] tellings)
    {
        var requests = new AlertRequests();
        requests.Tellings.AddRange(tellings);
        return ledger.Commit(requests);
    }
}
