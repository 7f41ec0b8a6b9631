using Orleans.Concurrency;
using PosMonitor.Journal;

namespace PosMonitor.Transactions;

/// <summary>Searches the journal beside the shards, as many at a time as ask.</summary>
[StatelessWorker, Reentrant]
public sealed class CardSearchGrain(IJournal journal) : Grain, ICardSearchGrain
{
    public Task<IReadOnlyList<CardRequest>> Find(CardQuery query) => Task.Run(() => new CardSearch(journal).Find(query, CancellationToken.None));
}
