using PosMonitor.Events;

namespace PosMonitor.Shards;

public sealed class ShardInboxTests
{
    private const int Threads = 8, Each = 2_000;

    [Fact]
    public async Task Everything_that_is_put_in_is_taken_once_in_turns_that_do_not_overlap()
    {
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var all = new TaskCompletionSource();
        var (inTurn, taken, order) = (0, 0, new Dictionary<int, int>());
        ShardInbox inbox = null!;
        inbox = new ShardInbox(turns, () =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inTurn));
            while (inbox.TryTake(out var batch, out _))
            {
                // What one thread puts in stays in its order.
                Assert.Equal(order.GetValueOrDefault(batch.Count), (int)batch.From);
                order[batch.Count] = (int)batch.From + 1;
                if (++taken == Threads * Each)
                    all.SetResult();
            }
            Interlocked.Decrement(ref inTurn);
        });

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var number = 0; number < Each; number++)
                inbox.Add(new PackedBatch([], thread, number, number, [], false), new AwaitedReceipt());
        });

        await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Threads, order.Count);
        Assert.All(order.Values, count => Assert.Equal(Each, count));
    }

    [Fact]
    public async Task A_receipt_tells_of_a_record_once_and_of_doubt_first()
    {
        var receipt = new AwaitedReceipt();
        var outcome = new TaskCompletionSource();
        var record = new PendingRecord(1, default, receipt) { Durable = Task.FromException(new Journal.CommitInDoubtException("lost", outcome.Task)) };

        Assert.True(record.TakeDoubt());

        await Assert.ThrowsAsync<JournalUnavailableException>(() => receipt.Task);
        Assert.True(record.InDoubt);
        Assert.False(record.Durable.IsCompleted);
        outcome.SetResult();
        Assert.True(record.Durable.IsCompletedSuccessfully);
        record.End(null);
        Assert.True(receipt.Task.IsFaulted);
    }
}
