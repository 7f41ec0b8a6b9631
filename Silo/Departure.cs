using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>How a silo ends once it is told to: it hands its shards over, for as long as that takes, and then does not wait for others for long.</summary>
internal static class Departure
{
    /// <summary>
    /// For so long it waits for others when its shards have gone. The directory of grains waits until each silo that takes over a part of it has said so; one that saw the
    /// membership change meanwhile never does. Whoever supervises processes mostly kills after half a minute.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the silo is told to stop, and until it has stopped.</summary>
    public static async Task Follow(IHost host, TimeProvider time)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(told.SetResult);
        await told.Task;

        using var enough = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var stopped = host.StopAsync(enough.Token);
        var shards = host.Services.GetRequiredService<ActiveShards>();
        while (shards.All.Count > 0 && !stopped.IsCompleted)
            await Task.WhenAny(stopped, Task.Delay(LookEvery, time));
        enough.CancelAfter(Patience);
        await stopped;
    }
}
