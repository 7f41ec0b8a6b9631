using System.Reflection;
using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Tests.Shards;

/// <summary>Gives the alert book of a run, and nothing else.</summary>
public class SinkFactory : DispatchProxy
{
    private Func<IAlertSink> _book = null!;

    public static IGrainFactory Create(Func<IAlertSink> book)
    {
        var factory = Create<IGrainFactory, SinkFactory>();
        ((SinkFactory)(object)factory)._book = book;
        return factory;
    }

    /// <summary>The same of a ledger, without a grain.</summary>
    internal static IGrainFactory Over(Func<AlertLedger> ledger)
    {
        var book = new LedgerBook(ledger);
        return Create(() => book);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is { Name: "GetGrain", IsGenericMethod: true } && targetMethod.GetGenericArguments()[0] == typeof(IAlertSink)
            ? _book()
            : throw new NotSupportedException($"A shard's teller is not expected to call {targetMethod}.");

    // Inside of another class, or every silo of the tests would take it for a grain.
    /// <summary>The shell of the book: as the grain, without waiting for anybody.</summary>
    private sealed class LedgerBook(Func<AlertLedger> ledger) : IAlertSink
    {
        public async Task<TellAnswer> Tell(int shard, IReadOnlyList<ShardNews> news, long through, long clock)
        {
            if (ledger().Knows(shard))
            {
                var requests = new AlertRequests();
                requests.Tellings.Add(new ShardTelling(shard, news, through, clock));
                await ledger().Commit(requests);
            }
            return ledger().Answer(shard);
        }

        public Task<TellAnswer> Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock) => throw new NotSupportedException();

        public async Task<TellAnswer> IntroducePacked(int shard, SlotReport held)
        {
            ledger().Introduce(shard, held);
            await ledger().Commit(new AlertRequests());
            return ledger().Answer(shard);
        }

        public Task Configure(long through) => throw new NotSupportedException();
    }
}
