namespace PosMonitor.Shards;

public sealed class ShardRecoveriesTests
{
    [Fact]
    public async Task As_many_come_back_at_a_time_as_there_are_processors()
    {
        using var recoveries = new ShardRecoveries();
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
}
