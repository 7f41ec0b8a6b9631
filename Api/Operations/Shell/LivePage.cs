using Microsoft.AspNetCore.Components;
using PosMonitor.Operations.Gateway;
using PosMonitor.Operations.Views;

namespace PosMonitor.Operations.Shell;

/// <summary>
/// What a page of the console stands on. It opens once the browser is connected, renders at most twice a second however fast news comes in, and turns what the HTTP
/// interface refuses into <see cref="Problem"/>.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _left = new();
    private CancellationTokenSource? _reading;
    private object? _subject;
    private bool _connected;
    private bool _due;
    private long _rendered;

    /// <summary>Who looks, and how.</summary>
    [CascadingParameter]
    public required Viewpoint View { get; set; }

    [Inject]
    internal GatewayClient Gateway { get; set; } = null!;

    [Inject]
    internal TimeProvider Time { get; set; } = null!;

    /// <summary>What is wrong now; null for nothing.</summary>
    protected GatewayProblem? Problem { get; set; }

    /// <summary>What of its parameters the page is about: where that changes, it opens anew.</summary>
    protected virtual object? Subject => null;

    /// <summary>Reads what the page shows, for as long as it is open: it may listen to streams until <paramref name="leaving"/> ends.</summary>
    protected abstract Task Open(CancellationToken leaving);

    /// <summary>Opens the page anew.</summary>
    protected void Reopen()
    {
        _reading?.Cancel();
        _reading?.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _subject = Subject;
        Problem = null;
        _ = InvokeAsync(() => Try(Open, _reading.Token));
    }

    /// <summary>Does something with the HTTP interface, and shows what comes of it, or the problem.</summary>
    protected Task Try(Func<CancellationToken, Task> act) => Try(act, _left.Token);

    /// <summary>Shows what changed, soon: news that comes meanwhile is shown with it.</summary>
    protected void Show()
    {
        if (_due)
            return;
        _due = true;
        _ = InvokeAsync(ShowSoon);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        _connected = true;
        Reopen();
    }

    protected override void OnParametersSet()
    {
        if (_connected && !Equals(_subject, Subject))
            Reopen();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _left.Cancel();
        _reading?.Dispose();
        _left.Dispose();
    }

    private async Task Try(Func<CancellationToken, Task> act, CancellationToken leaving)
    {
        try
        {
            await act(leaving);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
        catch (GatewayException refused)
        {
            Problem = refused.Problem;
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
            return;
        }
        Show();
    }

    private async Task ShowSoon()
    {
        var left = _left.Token;
        var rest = Least - Time.GetElapsedTime(_rendered);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, Time, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (left.IsCancellationRequested)
            return;
        (_due, _rendered) = (false, Time.GetTimestamp());
        StateHasChanged();
    }
}
