using System.Diagnostics;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Waits for conditions, and says what it waited for when they do not come true.</summary>
internal static class Eventually
{
    /// <summary>Asks until the answer is not null.</summary>
    /// <param name="what">What is waited for, as the message of the failure.</param>
    /// <param name="within">How long at the most.</param>
    /// <param name="ask">Asks once; a connection that fails counts as null.</param>
    public static async Task<T> Get<T>(string what, TimeSpan within, Func<Task<T?>> ask)
        where T : class
    {
        var waited = Stopwatch.StartNew();
        string? last = null;
        while (true)
        {
            try
            {
                if (await ask() is { } answer)
                    return answer;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                last = e.Message;
            }
            if (waited.Elapsed > within)
                throw new TimeoutException($"Waited {within} for {what}. {last}");
            await Task.Delay(25);
        }
    }

    public static Task Is(string what, TimeSpan within, Func<Task<bool>> ask) =>
        Get(what, within, async () => await ask() ? "yes" : null);
}
