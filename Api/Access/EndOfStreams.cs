using PosMonitor.Operations;

namespace PosMonitor.Access;

/// <summary>Ends streams and the connections of pages, which never end by themselves, with the key or the session that opened them.</summary>
internal static class EndOfStreams
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>To stand after authorization.</summary>
    public static void UseEndOfStreams(this WebApplication app)
    {
        var keyring = app.Services.GetRequiredService<Keyring>();
        var sessions = app.Services.GetRequiredService<Sessions>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use((http, next) =>
        {
            var isPage = http.Request.Path == OperationsSetup.Circuit;
            return http.User.Identity is KeyIdentity caller && (isPage || http.Request.Path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase))
                ? Run(http, next, caller, isPage)
                : next(http);
        });

        async Task Run(HttpContext http, RequestDelegate next, KeyIdentity caller, bool isPage)
        {
            var aborted = http.RequestAborted;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
            if (!isPage)
                http.RequestAborted = ended.Token;
            // A page's connection hears of nothing but that it is gone. The page then asks again, and is led to sign in.
            Action end = isPage ? http.Abort : ended.Cancel;
            var watching = Watch(() => IsGood(keyring, sessions, caller, whileUnknown: isPage), end, time, ended.Token);
            try
            {
                await next(http);
            }
            finally
            {
                // Or what failed would be taken for a reader who left.
                if (!ended.IsCancellationRequested)
                    http.RequestAborted = aborted;
                await ended.CancelAsync();
                await watching;
            }
        }
    }

    private static async Task Watch(Func<Task<bool>> isGood, Action end, TimeProvider time, CancellationToken left)
    {
        while (!left.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!left.IsCancellationRequested && !await isGood())
            {
                end();
                return;
            }
        }
    }

    // A page reads nothing by itself: where nobody can tell which keys are good, it stays and says that nothing is answered.
    private static async Task<bool> IsGood(Keyring keyring, Sessions sessions, KeyIdentity caller, bool whileUnknown)
    {
        try
        {
            return await keyring.IsStillGood(caller.Key) && (caller.Session is null || await sessions.Find(caller.Session) is not null);
        }
        catch (KeysUnknownException)
        {
            return whileUnknown;
        }
    }
}
