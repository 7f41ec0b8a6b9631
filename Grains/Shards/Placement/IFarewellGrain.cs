namespace PosMonitor.Shards.Placement;

/// <summary>Hears at one silo which others are about to leave. The key is the silo; it has to be made there.</summary>
[Alias("pos.farewell")]
public interface IFarewellGrain : IGrainWithStringKey
{
    /// <summary>A silo leaves: it is given no shard any more, and those that it has are fetched.</summary>
    [Alias("leaves")]
    Task Leaves(SiloAddress silo);
}
