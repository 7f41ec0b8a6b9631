using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using PosMonitor.Postgres;

namespace PosMonitor.Hosting;

/// <summary>How the processes of a cluster find each other and notice that one is gone: all times that matter for a fail-over, in one place.</summary>
public static class ClusterSetup
{
    /// <summary>The name of the service and of the cluster; clusters are told apart by their database.</summary>
    public const string Id = "posmonitor";

    /// <summary>How soon a gateway leaves a silo that is not in the table any more.</summary>
    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(1);

    private const string Invariant = "Npgsql";

    // A silo that is killed closes its connections, so that a probe of it fails at once, and three of them in the time of three probes. One that is frozen
    // takes three times the timeout, which grows up to the longest one where the answers of healthy silos are slow.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestProbe = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2);
    private const int MissedProbes = 3;

    // Where two silos are left, one asks the other to probe as well before it says that the third is dead; so one that is starved itself kills nobody.
    private const int Votes = 2;

    // Silos tell each other of changes; the table is for who missed that.
    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);

    // When all silos are killed at once, nobody votes: the entries of the dead count no more when they are this old, three times over.
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(5);

    /// <summary>Makes the silo one of the cluster of a database.</summary>
    public static void UseCluster(this ISiloBuilder silo, string connection)
    {
        silo.Configure<ClusterOptions>(Name);
        silo.Services.Configure<ExceptionSerializationOptions>(LetThrough);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, PostgresConnections.Complete(connection)));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            (options.ProbeTimeout, options.MinProbeTimeout, options.MaxProbeTimeout) = (Probe, ShortestProbe, LongestProbe);
            (options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (MissedProbes, Votes);
            (options.TableRefreshTimeout, options.IAmAliveTablePublishTimeout) = (TableRefresh, AliveEvery);
        });
        // The directory that Orleans uses by default forgets what a dead silo knew of the grains of others, which are then stopped as well.
        // It would keep what a dead silo hosted from starting elsewhere for half a minute, in case that silo is not dead: here the store refuses it then.
        silo.Configure<GrainDirectoryOptions>(options => options.RangeLeaseDuration = TimeSpan.Zero);
#pragma warning disable ORLEANSEXP003 // The interface may change with a new version; the pinned one is tested here.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }

    /// <summary>Makes the process a gateway to the cluster of a database. It keeps trying while no silo is there.</summary>
    public static void UseCluster(this IClientBuilder client, string connection)
    {
        client.Configure<ClusterOptions>(Name);
        client.Services.Configure<ExceptionSerializationOptions>(LetThrough);
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, PostgresConnections.Complete(connection)));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
    }

    // Orleans, which reads its own tables, passes failures of the database on to who called a grain. One that could not be written would be told as a fault of the monitor.
    private static void LetThrough(ExceptionSerializationOptions options) => options.SupportedNamespacePrefixes.Add("Npgsql");

    private static void Name(ClusterOptions options) => (options.ServiceId, options.ClusterId) = (Id, Id);
}
