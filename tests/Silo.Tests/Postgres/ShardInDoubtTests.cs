using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Events;
using PosMonitor.Hosting;
using PosMonitor.Shards;
using PosMonitor.Storage;
using PosMonitor.Terminals;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

/// <summary>The real silo on a real database that stops answering in the middle of a commit.</summary>
public sealed class ShardInDoubtTests
{
    private const string Terminal = "lakala/T0001";

    [Fact]
    public async Task What_was_in_doubt_is_in_the_state_exactly_if_it_is_in_the_journal()
    {
        await using var server = await PostgresServer.Start();
        var database = await server.CreateDatabase();
        using var first = await Start(database);
        await Report(first, "t-1");
        server.Pause();
        var watch = Stopwatch.StartNew();
        var refused = Report(first, "t-2");
        // What came meanwhile waits for the same commit, and not for longer than it.
        var meanwhile = Enumerable.Range(2, 4).Select(number => Report(first, "m-1", $"lakala/T000{number}")).ToList();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => refused);
        foreach (var other in meanwhile)
            await Assert.ThrowsAsync<JournalUnavailableException>(() => other.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Report(first, "t-3").WaitAsync(TimeSpan.FromSeconds(1)));
        server.Resume();
        await Eventually.Is("events are taken again", TestStore.Timeout, () => Takes(first, "t-4"));
        var live = await Requested(first);
        await first.StopAsync();

        using var second = await Start(database);
        Assert.Equal(live, await Requested(second));
        foreach (var txn in (string[])["t-1", "t-2", "t-3", "t-4"])
            await Report(second, txn);
        Assert.Equal(4, await Requested(second));
        await second.StopAsync();
    }

    private static async Task<IHost> Start(string database)
    {
        var builder = Host.CreateApplicationBuilder(["--PosMonitor:Shards=1", $"--ConnectionStrings:PosMonitor={database}"]);
        builder.Logging.ClearProviders();
        builder.AddPosMonitorSilo();
        builder.Services.AddPostgresStore();
        var host = builder.Build();
        await host.StartAsync().WaitAsync(TestStore.Timeout);
        var readiness = host.Services.GetRequiredService<Readiness>();
        await Eventually.Is("the shard is there", TestStore.Timeout, () => Task.FromResult(readiness.Missing().Count == 0));
        return host;
    }

    private static Task Report(IHost host, string txn, string terminal = Terminal) => TerminalOf(host, terminal).Report(
        [new() { Type = EventType.Request, Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Txn = txn, Merchant = "M1", Amount = 1, Issuer = "icbc" }]);

    private static async Task<bool> Takes(IHost host, string txn)
    {
        try
        {
            await Report(host, txn);
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }

    private static async Task<long> Requested(IHost host) => (await TerminalOf(host).GetState())!.Totals.Total.Requested;

    private static ITerminalGrain TerminalOf(IHost host, string terminal = Terminal) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<ITerminalGrain>(terminal);
}
