using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using PosMonitor.Shards;

namespace PosMonitor.Access;

/// <summary>The shell around a <see cref="KeyBook"/>: each change is kept, then told to the gateways.</summary>
[KeepAlive]
public sealed partial class KeyringGrain(IKeyStore store, TimeProvider time, ILogger<KeyringGrain> log) : Grain, IKeyringGrain
{
    /// <summary>Gateways repeat themselves every minute.</summary>
    private static readonly TimeSpan ListenerLife = TimeSpan.FromMinutes(2);

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly ObserverManager<IKeyringObserver> _listeners = new(ListenerLife, log);
    private KeyBook _book = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _listeners.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        _book = new KeyBook(await store.Load(cancellationToken));
    }

    public Task<KeyringNews> Since(long version) => Task.FromResult(new KeyringNews(_book.Version, _book.Since(version), _secret));

    public Task<IReadOnlyList<KeyEntry>> List(string? after, int limit) => Task.FromResult(_book.List(after, limit));

    public Task<KeyEntry?> Get(string id) => Task.FromResult(_book.Find(id));

    public async Task<KeyEntry> Make(KeyDraft draft, string by)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var key = await Keep(_book.Make(id, draft, by, time.GetUtcNow()));
        LogMade(log, key.Id, key.Role, by);
        return key;
    }

    public async Task<bool> MakeFirst(byte[] hash)
    {
        if (!_book.IsEmpty)
            return false;
        await Keep(_book.Make(KeyEntry.AdminId, new KeyDraft(KeyEntry.AdminId, AccessRole.Admin, null, null, hash), KeyEntry.AdminId, time.GetUtcNow()));
        return true;
    }

    public async Task<KeyEntry?> Rotate(string id, byte[] hash, TimeSpan grace)
    {
        if (_book.Rotate(id, hash, grace, time.GetUtcNow()) is not { } key)
            return null;
        LogRotated(log, id, grace);
        return await Keep(key);
    }

    public async Task<KeyEntry?> Revoke(string id)
    {
        if (_book.Revoke(id, time.GetUtcNow()) is not { } key || key.Version <= _book.Version)
            return _book.Find(id);
        LogRevoked(log, id);
        return await Keep(key);
    }

    public async Task NoteUses(IReadOnlyList<KeyUse> uses)
    {
        var newer = _book.Newer(uses);
        if (newer.Count == 0)
            return;
        await store.NoteUses(newer);
        _book.Take(newer);
    }

    public Task Listen(IKeyringObserver observer)
    {
        _listeners.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    private async Task<KeyEntry> Keep(KeyEntry key)
    {
        try
        {
            await store.Write(key);
        }
        // Anything else than "nothing was written" leaves it open what was: start again from the store.
        catch (Exception failure) when (failure is not JournalUnavailableException)
        {
            LogNotKept(log, failure);
            DeactivateOnIdle();
            throw;
        }
        _book.Take(key);
        _ = _listeners.Notify(listener => listener.Changed(key.Version));
        return key;
    }
}
