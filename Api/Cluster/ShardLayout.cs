using PosMonitor.Settings;

namespace PosMonitor.Cluster;

/// <summary>What has to be known of the cluster before an event can be packed for its shard.</summary>
internal sealed class ShardLayout
{
    private volatile Known? _known;

    /// <summary>Null until a silo has told it.</summary>
    public Known? Now => _known;

    public static ShardLayout Of(MonitorOptions options) => new() { _known = new Known(options.Shards, options.Clock) };

    public void Learn(int shards, ClockMode clock) => _known ??= new Known(shards, clock);

    /// <param name="Shards">How many there are.</param>
    /// <param name="Clock">Which clock is in force.</param>
    internal sealed record Known(int Shards, ClockMode Clock);
}
