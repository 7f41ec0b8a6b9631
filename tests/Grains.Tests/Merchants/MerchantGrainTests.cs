using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Terminals;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Merchants;

/// <summary>A merchant as an Orleans client addresses it: its terminals lie in several shards.</summary>
public sealed class MerchantGrainTests : IAsyncLifetime
{
    private static readonly string[] Terminals = [.. Enumerable.Range(1, 8).Select(number => $"T{number}")];
    private TestMonitor _monitor = null!;

    private IMerchantGrain Merchant => _monitor.Grains.GetGrain<IMerchantGrain>("lakala/M1");

    public async Task InitializeAsync() => _monitor = await TestMonitor.Start();

    public Task DisposeAsync() => _monitor.DisposeAsync().AsTask();

    [Fact]
    public async Task Its_totals_and_terminals_are_put_together_from_all_shards()
    {
        Assert.Null(await Merchant.GetState());

        await Merchant.Report([.. Terminals.Select(Request), .. Terminals.Take(3).Select(terminal => Response(terminal, "51"))]);
        await _monitor.Grains.GetGrain<ITerminalGrain>("lakala/T9").Report([Request("T9") with { Merchant = "M2" }]);

        var state = (await Merchant.GetState())!;
        Assert.Equal(Terminals, state.Terminals);
        Assert.Equal((8L, 3L, 5L), (state.Totals.Total.Requested, state.Totals.Total[Figure.Declined], state.Totals.Total[Figure.Pending]));
    }

    [Fact]
    public async Task A_watcher_is_told_of_all_its_terminals_and_of_no_other_merchant()
    {
        var watcher = new WatchedTransactions();
        await Merchant.Watch(_monitor.Grains.CreateObjectReference<ITerminalObserver>(watcher));
        await _monitor.Grains.GetGrain<ITerminalGrain>("lakala/T1").Report([Request("T1") with { Merchant = "M2" }]);
        foreach (var terminal in Terminals.Skip(1))
            await _monitor.Grains.GetGrain<ITerminalGrain>($"lakala/{terminal}").Report([Request(terminal) with { Merchant = "M1" }]);

        var expected = Terminals.Skip(1).Select(terminal => $"{terminal}/x Pending NotExpected").ToHashSet();
        var told = await TestMonitor.Eventually(
            "the watcher to be told of seven terminals", () => Task.FromResult(watcher.Told.Split(", ")), told => told.Length >= expected.Count);
        Assert.True(expected.SetEquals(told), string.Join(", ", told));
    }

    [Fact]
    public async Task It_takes_settlements_and_nothing_of_another_merchant()
    {
        var settlement = new PosEvent { Type = EventType.Settlement, Time = _monitor.Time.GetUtcNow(), Amount = 100, Payer = "lakala" };
        await Merchant.Report([settlement, settlement with { Acquirer = "lakala", Merchant = "M1" }]);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Merchant.Report([Request("T1"), settlement with { Merchant = "M2" }]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Merchant.Report([Request("T1"), Request("T1") with { Acquirer = "chinaums" }]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Merchant.Report([Request("T1"), new PosEvent { Type = EventType.Watermark, Time = settlement.Time }]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Merchant.Report([Request("T1"), settlement with { Payer = null }]));
        Assert.Null(await Merchant.GetState());
    }

    private PosEvent Request(string terminal) =>
        new() { Type = EventType.Request, Time = _monitor.Time.GetUtcNow(), Terminal = terminal, Txn = "x", Amount = 1234 };

    private PosEvent Response(string terminal, string code) =>
        new() { Type = EventType.Response, Time = _monitor.Time.GetUtcNow(), Terminal = terminal, Txn = "x", Code = code };
}
