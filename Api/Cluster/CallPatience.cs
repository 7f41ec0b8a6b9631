using Npgsql;
using PosMonitor.Shards;

namespace PosMonitor.Cluster;

/// <summary>
/// Repeats calls that failed because a silo is gone, a shard moves or the database does not answer: for a gateway, which is there to hide that. Only
/// what may be done twice is to be repeated.
/// </summary>
/// <param name="bound">For how long; zero where nothing is repeated.</param>
/// <param name="time">The clock.</param>
internal sealed class CallPatience(TimeSpan bound, TimeProvider time)
{
    /// <summary>How long a gateway repeats: a fail-over takes less than half of it.</summary>
    public static readonly TimeSpan OfGateway = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the failure is one that passes, and repeating may help. A call that a silo breaks off, as it ends or a shard of it does, is cancelled there.</summary>
    public static bool IsPassing(Exception? failure) =>
        failure is JournalUnavailableException or TimeoutException or OrleansException or NpgsqlException or OperationCanceledException;

    /// <summary>Calls until it succeeds, fails for good, or the time is over; then its last failure is thrown.</summary>
    /// <param name="call">The call.</param>
    /// <param name="mayRepeat">Whether it may be repeated after a failure that passes.</param>
    /// <param name="leaving">Nobody waits for the answer any more.</param>
    public async Task Repeat(Func<Task> call, Func<Exception, bool> mayRepeat, CancellationToken leaving)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception failure) when (IsPassing(failure) && mayRepeat(failure) && time.GetElapsedTime(began) + Pause < bound && !leaving.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
