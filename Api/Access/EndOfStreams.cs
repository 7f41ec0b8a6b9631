namespace PosMonitor.Access;

/// <summary>Ends streams, which never end by themselves, with the key that opened them.</summary>
internal static class EndOfStreams
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>To stand after authorization.</summary>
    public static void UseEndOfStreams(this WebApplication app)
    {
        var keyring = app.Services.GetRequiredService<Keyring>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (http, next) =>
        {
            if (http.Key() is not { } key || !http.Request.Path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase))
            {
                await next(http);
                return;
            }
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            http.RequestAborted = ended.Token;
            var watching = Watch(keyring, key, time, ended);
            try
            {
                await next(http);
            }
            finally
            {
                await ended.CancelAsync();
                await watching;
            }
        });
    }

    private static async Task Watch(Keyring keyring, AccessKey key, TimeProvider time, CancellationTokenSource ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ended.IsCancellationRequested && !await IsGood(keyring, key))
                await ended.CancelAsync();
        }
    }

    private static async Task<bool> IsGood(Keyring keyring, AccessKey key)
    {
        try
        {
            return await keyring.IsStillGood(key);
        }
        catch (KeysUnknownException)
        {
            return false;
        }
    }
}
