using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Settings;

namespace PosMonitor.Tests.Shards;

/// <summary>The shell of the book: as the grain, without waiting for anybody.</summary>
internal sealed class LedgerBook(AlertLedger ledger) : IAlertSink
{
    public async Task<TellAnswer> Tell(int shard, IReadOnlyList<ShardNews> news, long through, long clock)
    {
        if (ledger.Knows(shard))
        {
            var requests = new AlertRequests();
            requests.Tellings.Add(new ShardTelling(shard, news, through, clock));
            await ledger.Commit(requests);
        }
        return ledger.Answer(shard);
    }

    public async Task<TellAnswer> Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock)
    {
        ledger.Introduce(shard, figures, feeds, clock);
        await ledger.Commit(new AlertRequests());
        return ledger.Answer(shard);
    }

    public Task Configure(long through) => throw new NotSupportedException();

    public void Configure(ConfigurationNews news)
    {
        ledger.Configure(news, ledger.JudgedThrough);
        Assert.True(ledger.Commit(new AlertRequests()).IsCompletedSuccessfully);
    }
}
