using System.Net;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;
using PosMonitor.Shards.Placement;

namespace PosMonitor.Tests.Shards;

/// <summary>Who owns which shard while silos leave.</summary>
public sealed class PlannedShardsTests
{
    private const int Shards = 64;
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 3).Select(silo => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, silo), silo))];

    private readonly PlannedShards _plan = new(Options.Create(new MonitorOptions { Shards = Shards }));

    [Fact]
    public void A_silo_that_leaves_owns_nothing_and_the_others_what_they_own_without_it()
    {
        Assert.Contains(Silos[0], Owners(Silos));
        _plan.Leave(Silos[0]);
        Assert.False(_plan.Stays(Silos[0]));
        Assert.True(_plan.Stays(Silos[1]));
        Assert.DoesNotContain(Silos[0], Owners(Silos));
        Assert.Equal(Owners(Silos[1..]), Owners(Silos));
    }

    [Fact]
    public void Where_all_leave_each_keeps_what_it_has()
    {
        var before = Owners(Silos);
        foreach (var silo in Silos)
            _plan.Leave(silo);
        Assert.Equal(before, Owners(Silos));
    }

    private SiloAddress[] Owners(SiloAddress[] silos) => [.. Enumerable.Range(0, Shards).Select(shard => _plan.OwnerOf(shard, silos))];
}
