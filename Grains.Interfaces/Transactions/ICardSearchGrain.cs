namespace PosMonitor.Transactions;

/// <summary>Finds transactions of which the terminal is not known. Stateless: use key 0.</summary>
[Alias("pos.card-search")]
public interface ICardSearchGrain : IGrainWithIntegerKey
{
    /// <summary>The requests of all shards that fit, newest first, each transaction once.</summary>
    [Alias("find")]
    Task<IReadOnlyList<CardRequest>> Find(CardQuery query);
}
