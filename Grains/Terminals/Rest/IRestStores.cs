namespace PosMonitor.Terminals.Rest;

/// <summary>Where shards keep the records of their terminals at rest.</summary>
public interface IRestStores
{
    /// <summary>An empty store for a shard that comes to life; whoever opened it closes it.</summary>
    IRestStore Open(int shard);
}
