using System.Diagnostics;

namespace PosMonitor.Storage;

/// <summary>Waits for conditions, and says what it waited for when they do not come true.</summary>
internal static class Eventually
{
    public static async Task Is(string what, TimeSpan within, Func<Task<bool>> ask)
    {
        var waited = Stopwatch.StartNew();
        while (!await ask())
        {
            if (waited.Elapsed > within)
                throw new TimeoutException($"Waited {within} for this: {what}.");
            await Task.Delay(10);
        }
    }
}
