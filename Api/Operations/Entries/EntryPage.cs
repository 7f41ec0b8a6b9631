using PosMonitor.Access;
using PosMonitor.Operations.Gateway;
using PosMonitor.Operations.Shell;
using PosMonitor.Queries;
using PosMonitor.Registry;

namespace PosMonitor.Operations.Entries;

/// <summary>What the pages of one entry of the registry have in common: it is read with its tag, changed only where it is still as it was read, and has a history.</summary>
/// <typeparam name="T">The entry.</typeparam>
public abstract class EntryPage<T> : LivePage
    where T : class
{
    private string? _tag;

    /// <summary>Whether it has been read; it may still not be there.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>The entry; null where it is not registered.</summary>
    protected T? Entry { get; private set; }

    /// <summary>What it was, newest first.</summary>
    protected IReadOnlyList<RegistryChange> Changes { get; private set; } = [];

    /// <summary>Whether somebody asked to remove it: the next time it is done.</summary>
    protected bool IsSure { get; private set; }

    /// <summary>What was done last; null for nothing.</summary>
    protected Explanations.Phrase? Done { get; private set; }

    /// <summary>Where the HTTP interface has it.</summary>
    protected abstract string Path { get; }

    /// <summary>Whether ids of the address are ids at all.</summary>
    protected abstract bool HasIds { get; }

    /// <summary>Who may change it.</summary>
    protected abstract AccessNeed Need { get; }

    /// <summary>Whether whoever looks may change it.</summary>
    protected bool MayEdit => View.Key is { } key && Need.IsMetBy(key);

    protected override object? Subject => Path;

    /// <summary>Puts what was read into the fields.</summary>
    protected abstract void Fill(T? entry);

    protected override async Task Open(CancellationToken leaving)
    {
        (IsRead, IsSure, Done) = (false, false, null);
        await Read(leaving);
    }

    /// <summary>Takes what is typed.</summary>
    protected void Take(Action typed)
    {
        typed();
        (Done, IsSure) = (null, false);
    }

    /// <summary>Puts an entry in the place of what was read.</summary>
    protected Task Save(object body) => Change(HttpMethod.Put, body, EntryTerms.Saved);

    /// <summary>Takes the entry away, once it is said a second time.</summary>
    protected async Task Remove()
    {
        if (IsSure)
            await Change(HttpMethod.Delete, null, EntryTerms.Removed);
        else
            IsSure = true;
    }

    private Task Change(HttpMethod method, object? body, Explanations.Phrase done) => Try(async leaving =>
    {
        (Done, IsSure) = (null, false);
        await Gateway.Change(method, Path, body, _tag, leaving);
        Problem = null;
        await Read(leaving);
        Done = done;
    });

    private async Task Read(CancellationToken leaving)
    {
        try
        {
            (Entry, _tag) = await Gateway.GetTagged<T>(Path, leaving);
        }
        catch (GatewayException missing) when (missing.Problem.IsNotFound && HasIds)
        {
            (Entry, _tag) = (null, null);
        }
        Changes = await ReadHistory(leaving);
        Fill(Entry);
        IsRead = true;
    }

    private async Task<IReadOnlyList<RegistryChange>> ReadHistory(CancellationToken leaving)
    {
        try
        {
            return (await Gateway.Get<ListAnswer<RegistryChange>>($"{Path}/history?limit=50", leaving)).Items;
        }
        // One that was never there has no history.
        catch (GatewayException missing) when (missing.Problem.IsNotFound)
        {
            return [];
        }
    }
}
