using PosMonitor.Shards;

namespace PosMonitor.Cluster;

/// <summary>What a gateway repeats, and for how long.</summary>
public sealed class CallPatienceTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private int _calls;

    [Fact]
    public async Task What_passes_is_repeated_until_it_succeeds()
    {
        await Patience(Long).Repeat(() => ++_calls < 3 ? throw new TimeoutException() : Task.CompletedTask, _ => true, CancellationToken.None);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task What_a_silo_broke_off_is_repeated()
    {
        await Patience(Long).Repeat(() => ++_calls < 3 ? Task.FromCanceled(new CancellationToken(canceled: true)) : Task.CompletedTask, _ => true, CancellationToken.None);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task A_defect_is_not_repeated()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Patience(Long).Repeat(Fail<InvalidOperationException>, _ => true, CancellationToken.None));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task What_may_not_be_done_twice_is_repeated_only_where_nothing_was_done()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Patience(Long).Repeat(
            () => ++_calls == 1 ? throw new JournalUnavailableException() : throw new TimeoutException(), failure => failure is JournalUnavailableException, CancellationToken.None));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task It_ends()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Patience(TimeSpan.FromMilliseconds(250)).Repeat(Fail<TimeoutException>, _ => true, CancellationToken.None));
        Assert.InRange(_calls, 1, 3);
        await Assert.ThrowsAsync<TimeoutException>(() => Patience(TimeSpan.Zero).Repeat(Fail<TimeoutException>, _ => true, CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => Patience(Long).Repeat(Fail<TimeoutException>, _ => true, new CancellationToken(canceled: true)));
    }

    private static CallPatience Patience(TimeSpan bound) => new(bound, TimeProvider.System);

    private Task Fail<T>()
        where T : Exception, new()
    {
        _calls++;
        return Task.FromException(new T());
    }
}
