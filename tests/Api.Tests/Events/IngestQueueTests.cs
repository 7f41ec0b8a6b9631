using Microsoft.Extensions.Time.Testing;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

public sealed class IngestQueueTests
{
    private const int Mebibyte = 1024 * 1024;

    private readonly FakeTimeProvider _time = new();
    private readonly IngestQueue _queue;

    public IngestQueueTests() => _queue = new(TimeSpan.FromMilliseconds(250), _time);

    [Fact]
    public void A_burst_is_let_in_however_large_it_is() => Fill(200);

    [Fact]
    public void It_stands_once_nobody_got_through_quickly_for_as_long_as_is_quick()
    {
        Fill(40);

        Pass(after: 251);
        Later(249);
        Pass(after: 300);
        Fill(1);

        Later(1);
        Pass(after: 300);
        Assert.False(_queue.TryJoin(1));
    }

    [Fact]
    public void One_who_gets_through_quickly_keeps_it_open()
    {
        Fill(40);
        Pass(after: 300);
        Later(249);
        Pass(after: 250);
        Later(1);
        Pass(after: 300);

        Fill(1);
    }

    [Fact]
    public void While_it_stands_so_much_may_wait_as_keeps_the_shards_busy()
    {
        Fill(10);
        Pass(after: 300);
        Later(250);
        Pass(after: 300);

        Assert.False(_queue.TryJoin(1));
        _queue.Leave(1);
        Assert.True(_queue.TryJoin(IngestQueue.AlwaysBytes));
        Assert.False(_queue.TryJoin(1));
    }

    [Fact]
    public void It_stands_until_those_who_were_sent_away_came_back_and_nobody_was_sent_away_again()
    {
        Fill(40);
        Pass(after: 300);
        Later(250);
        Pass(after: 1_300);
        Assert.Equal(TimeSpan.FromSeconds(2), _queue.ComeBackIn);
        Assert.False(_queue.TryJoin(0));

        Later(2_249);
        Pass(after: 5);
        Assert.Equal(TimeSpan.FromSeconds(1), _queue.ComeBackIn);
        Assert.False(_queue.TryJoin(1));
        Later(1_250);
        Assert.True(_queue.TryJoin(1));
    }

    [Fact]
    public void Those_who_wait_for_a_shard_that_does_not_answer_stop_nobody()
    {
        Fill(200);
        Pass(after: 3);
        Later(60_000);

        Fill(1);
        Pass(after: 5);
        Fill(1);
    }

    [Fact]
    public void Those_who_fail_tell_nothing_of_the_wait()
    {
        Fill(40);
        Pass(after: 300);
        Later(1_000);
        _queue.Leave(Mebibyte);
        Fill(1);
        Later(1_000);
        Pass(after: 300);
        Assert.False(_queue.TryJoin(1));
    }

    private void Fill(int mebibytes)
    {
        for (var body = 0; body < mebibytes; body++)
            Assert.True(_queue.TryJoin(Mebibyte));
    }

    private void Later(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private void Pass(int after) => _queue.Pass(Mebibyte, _queue.Now - TimeSpan.FromMilliseconds(after));
}
