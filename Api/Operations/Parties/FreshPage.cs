using PosMonitor.Operations.Gateway;
using PosMonitor.Operations.Shell;

namespace PosMonitor.Operations.Parties;

/// <summary>A page about one thing or a list of them that asks again every few seconds for as long as it is open, and says when it last had an answer.</summary>
public abstract class FreshPage : LivePage
{
    /// <summary>How often it asks.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <summary>When the last answer came; null for none yet.</summary>
    protected DateTimeOffset? Told { get; private set; }

    /// <summary>Reads all that the page shows.</summary>
    /// <exception cref="GatewayException">The page says so, keeps what it has, and asks again.</exception>
    protected abstract Task Read(CancellationToken leaving);

    /// <summary>Called once before the page about another thing is read.</summary>
    protected virtual void Forget()
    {
    }

    protected sealed override async Task Open(CancellationToken leaving)
    {
        Forget();
        while (true)
        {
            await ReadOnce(leaving);
            Show();
            await Task.Delay(Every, Time, leaving);
        }
    }

    /// <summary>What a path answers, or null where there is nothing.</summary>
    protected async Task<T?> Find<T>(string path, CancellationToken leaving)
        where T : class
    {
        try
        {
            return await Gateway.Get<T>(path, leaving);
        }
        catch (GatewayException refused) when (refused.Problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private async Task ReadOnce(CancellationToken leaving)
    {
        try
        {
            await Read(leaving);
            (Problem, Told) = (null, Time.GetUtcNow());
        }
        catch (GatewayException refused)
        {
            Problem = refused.Problem;
        }
    }
}
