namespace PosMonitor.Secrets;

/// <summary>
/// By which a gateway gets the key of <see cref="Events.TxnSeal"/>. Stateless: use key 0. Whoever may connect to the cluster is trusted with it, as with all that
/// the cluster holds.
/// </summary>
[Alias("pos.seal-key")]
public interface ISealKeyGrain : IGrainWithIntegerKey
{
    /// <summary>The key, the same for the whole cluster and for as long as its store is kept.</summary>
    /// <exception cref="Shards.JournalUnavailableException">There is none yet, and none can be made durable now.</exception>
    [Alias("get")]
    Task<byte[]> Get();
}
