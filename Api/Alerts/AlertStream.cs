using Microsoft.AspNetCore.Http.Features;
using PosMonitor.Access;

namespace PosMonitor.Alerts;

/// <summary>One listener's stream of server-sent events. It reads at its own pace from its own <c>seq</c>, so a slow one holds nobody up.</summary>
internal sealed class AlertStream(AlertFeed feed, AcquirerCut? cut, TimeProvider time)
{
    /// <summary>A comment line this often keeps the connection, and shows that it is dead where it is.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly ReadOnlyMemory<byte> Beat = ":\n\n"u8.ToArray();

    /// <summary>Writes every change after <paramref name="after"/>, until the listener leaves or the process stops.</summary>
    public async Task Write(HttpResponse response, long after, CancellationToken leaving)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            // What comes first tells the listener that it is connected.
            await response.Body.WriteAsync(Beat, leaving);
            await response.Body.FlushAsync(leaving);
            while (!leaving.IsCancellationRequested)
            {
                var news = feed.News;
                var frames = await feed.Read(after);
                if (frames.Count == 0 && !await Wait(news, leaving))
                    await response.Body.WriteAsync(Beat, leaving);
                foreach (var frame in frames)
                {
                    if (frame.For(cut) is { } bytes)
                        await response.Body.WriteAsync(bytes, leaving);
                    after = frame.Seq;
                }
                await response.Body.FlushAsync(leaving);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Leaving is how a stream ends, not an error.
        }
    }

    /// <summary>False where it was only time for a heartbeat.</summary>
    private async Task<bool> Wait(Task news, CancellationToken leaving)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        var first = await Task.WhenAny(news, Task.Delay(Heartbeat, time, over.Token));
        await over.CancelAsync();
        leaving.ThrowIfCancellationRequested();
        return first == news;
    }
}
