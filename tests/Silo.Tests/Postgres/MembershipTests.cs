using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

/// <summary>The tables and queries that Orleans' provider reads, through the provider itself.</summary>
public sealed class MembershipTests
{
    private const string Cluster = "posmonitor";

    [Fact]
    public async Task A_silo_is_inserted_once_and_only_by_who_has_seen_the_newest_version()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        using var host = Host(store);
        var table = await Table(host);
        var silo = Silo(1);
        Assert.True(await table.InsertRowAsync(silo, Next(await table.ReadAllAsync())));
        Assert.False(await table.InsertRowAsync(silo, Next(await table.ReadAllAsync())));
        Assert.False(await table.InsertRowAsync(Silo(2), new TableVersion(1, "0")));
        var all = await table.ReadAllAsync();
        Assert.Equal((1, 1), (all.Members.Count, all.Version.Version));
        var (read, _) = (await table.ReadRowAsync(silo.SiloAddress)).Members.Single();
        Assert.Equal((silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort, silo.StartTime), (read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime));
        Assert.Empty((await table.ReadRowAsync(Silo(3).SiloAddress)).Members);
    }

    [Fact]
    public async Task A_silo_changes_only_from_the_newest_version_on()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        using var host = Host(store);
        var table = await Table(host);
        var silo = Silo(1);
        Assert.True(await table.InsertRowAsync(silo, Next(await table.ReadAllAsync())));
        var seen = await table.ReadAllAsync();
        silo.Status = SiloStatus.Dead;
        silo.AddSuspector(Silo(9).SiloAddress, silo.StartTime);
        Assert.True(await table.UpdateRowAsync(silo, seen.Members[0].Item2, Next(seen)));
        silo.Status = SiloStatus.Active;
        Assert.False(await table.UpdateRowAsync(silo, seen.Members[0].Item2, Next(seen)));
        var read = (await table.ReadAllAsync()).Members.Single().Item1;
        Assert.Equal((SiloStatus.Dead, Silo(9).SiloAddress), (read.Status, read.SuspectTimes!.Single().Item1));
    }

    [Fact]
    public async Task A_sign_of_life_is_kept_and_the_long_dead_are_removed()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        using var host = Host(store);
        var table = await Table(host);
        var (dead, alive) = (Silo(1), Silo(2));
        dead.Status = SiloStatus.Dead;
        Assert.True(await table.InsertRowAsync(dead, Next(await table.ReadAllAsync())));
        Assert.True(await table.InsertRowAsync(alive, Next(await table.ReadAllAsync())));
        alive.IAmAliveTime = alive.IAmAliveTime.AddMinutes(1);
        await table.UpdateIAmAliveAsync(alive);
        await table.CleanupDefunctSiloEntriesAsync(alive.StartTime.AddDays(7));
        var left = (await table.ReadAllAsync()).Members.Single().Item1;
        Assert.Equal((alive.SiloAddress, alive.IAmAliveTime), (left.SiloAddress, left.IAmAliveTime));
        await table.DeleteMembershipTableEntriesAsync(Cluster);
        await table.InitializeMembershipTableAsync(true);
        Assert.Empty((await table.ReadAllAsync()).Members);
    }

    [Fact]
    public async Task Clients_find_the_gateways_of_active_silos()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        using var host = Host(store);
        var table = await Table(host);
        var joining = Silo(2);
        joining.Status = SiloStatus.Joining;
        Assert.True(await table.InsertRowAsync(Silo(1), Next(await table.ReadAllAsync())));
        Assert.True(await table.InsertRowAsync(joining, Next(await table.ReadAllAsync())));
        using var client = new HostBuilder().UseOrleansClient(orleans => orleans
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Cluster, Cluster))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", PostgresConnections.Complete(store.ConnectionString)))).Build();
        var gateways = client.Services.GetRequiredService<Orleans.Messaging.IGatewayListProvider>();
        await gateways.InitializeGatewayListProviderAsync();
        Assert.Equal([30001], (await gateways.GetGatewaysAsync()).Select(gateway => gateway.Port));
    }

    // Never started: only its table is asked.
    private static IHost Host(PgStore store) => new HostBuilder().UseOrleans(silo => silo
        .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Cluster, Cluster))
        .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", PostgresConnections.Complete(store.ConnectionString)))).Build();

    private static async Task<IMembershipTable> Table(IHost host)
    {
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        return table;
    }

    private static TableVersion Next(MembershipTableData seen) => seen.Version.Next();

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11110 + number, 1),
        SiloName = $"silo {number}",
        HostName = "here",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
    };
}
