namespace PosMonitor.Shards.Placement;

/// <summary>Moves from one silo to another as a shard does, and is nothing else: what both do for the first time takes longer, and no shard is to stand still for that.</summary>
[Alias("pos.scout")]
public interface IScoutGrain : IGrainWithStringKey
{
    /// <summary>Answers where it is.</summary>
    [Alias("where")]
    Task<SiloAddress> Where();

    /// <summary>Goes on where the caller's placement hint says, soon after the call has returned.</summary>
    [Alias("move")]
    Task Move();
}
