using Microsoft.Extensions.Time.Testing;

namespace PosMonitor.Shards;

public sealed class ShardRecoveriesTests
{
    [Fact]
    public async Task As_many_come_back_at_a_time_as_there_are_processors()
    {
        using var recoveries = new ShardRecoveries(TimeProvider.System);
        Assert.False(recoveries.Any);
        var places = new List<IDisposable>();
        for (var place = 0; place < Environment.ProcessorCount; place++)
            places.Add(await recoveries.Enter(CancellationToken.None));

        Assert.True(recoveries.Any);
        var next = recoveries.Enter(CancellationToken.None);
        Assert.False(next.IsCompleted);
        places[0].Dispose();
        using (await next.WaitAsync(TimeSpan.FromSeconds(10)))
        {
            using var gone = new CancellationTokenSource();
            var last = recoveries.Enter(gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
        }
        foreach (var place in places.Skip(1))
        {
            Assert.True(recoveries.Any);
            place.Dispose();
        }
        Assert.False(recoveries.Any);
    }

    [Fact]
    public async Task Whoever_waits_for_them_waits_until_the_last_is_back()
    {
        using var recoveries = new ShardRecoveries(TimeProvider.System);
        Assert.True(recoveries.Over().IsCompleted);
        var places = new List<IDisposable>();
        var last = Task.FromResult<IDisposable>(null!);
        for (var place = 0; place <= Environment.ProcessorCount; place++)
        {
            last = recoveries.Enter(CancellationToken.None);
            if (last.IsCompleted)
                places.Add(await last);
        }
        var over = recoveries.Over();
        foreach (var place in places)
            place.Dispose();
        // The one that had no place at first is not back.
        var late = await last.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(over.IsCompleted);
        late.Dispose();
        await over.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(recoveries.Over().IsCompleted);
    }

    [Fact]
    public async Task Nobody_waits_for_ever_for_one_that_does_not_come_back()
    {
        var time = new FakeTimeProvider();
        using var recoveries = new ShardRecoveries(time);
        using var place = await recoveries.Enter(CancellationToken.None);
        var over = recoveries.Over();
        time.Advance(ShardRecoveries.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(over.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await over.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
