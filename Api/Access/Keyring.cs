using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace PosMonitor.Access;

/// <summary>
/// The keys as this gateway knows them. What is known is at most <see cref="MostBehind"/> old: where it cannot be learned anew, nobody is let in, as
/// their key may be revoked. Keys of the settings and of this process are always known.
/// </summary>
public sealed class Keyring(IGrainFactory grains, IOptions<AccessOptions> access, TimeProvider time)
{
    /// <summary>A revoked key is refused after this long at the latest.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for the cluster to tell the keys.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    // Settings are checked when the host starts, all at once: not before.
    private readonly Lazy<AccessKey?> _ofSettings = new(() => access.Value.AdminKey is { } key ? Admin(AccessKey.HashOf(key)) : null);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = new();
    private AccessKey[] _ofProcess = [];
    private State _state = State.Unknown;
    private Task _refreshing = Task.CompletedTask;

    /// <summary>What sessions are signed with; null where nothing was learned yet.</summary>
    public byte[]? Secret => _state.Secret;

    /// <summary>Makes the admin key where there is no key at all.</summary>
    /// <returns>The new key, which nobody can be told again; null where there is one.</returns>
    public async Task<string?> MakeFirst()
    {
        if (_ofSettings.Value is not null)
            return null;
        var key = AccessKey.Make();
        return await Book.MakeFirst(AccessKey.HashOf(key)) ? key : null;
    }

    /// <summary>Makes a key for a part of this process, which ends with it.</summary>
    public string MakeForProcess(string name, string role)
    {
        var key = AccessKey.Make();
        lock (_gate)
            _ofProcess = [.. _ofProcess, new AccessKey($"process/{name}", name, Roles.Parse(role)!.Value, null, AccessKey.HashOf(key))];
        return key;
    }

    /// <summary>Whose key it is, or null.</summary>
    /// <exception cref="KeysUnknownException">The cluster does not tell which keys there are.</exception>
    public async ValueTask<AccessKey?> Find(string key)
    {
        var hash = AccessKey.HashOf(key);
        if (_ofSettings.Value?.Matches(hash) == true)
            return _ofSettings.Value;
        if (Array.Find(Volatile.Read(ref _ofProcess), known => known.Matches(hash)) is { } own)
            return own;
        return Good((await Fresh()).ByHash(hash, time.GetUtcNow()));
    }

    /// <summary>A key by its id, where it is good; or null.</summary>
    /// <exception cref="KeysUnknownException">The cluster does not tell which keys there are.</exception>
    public async ValueTask<AccessKey?> FindById(string id) => id == KeyEntry.AdminId && _ofSettings.Value is not null
        ? _ofSettings.Value
        : Good((await Fresh()).ById.GetValueOrDefault(id));

    /// <summary>Whether a key that was good still is: neither revoked nor expired, and no other in its place.</summary>
    /// <exception cref="KeysUnknownException">The cluster does not tell which keys there are.</exception>
    public async ValueTask<bool> IsStillGood(AccessKey key) =>
        Array.Exists(Volatile.Read(ref _ofProcess), known => known.Id == key.Id) || (await FindById(key.Id))?.Matches(key.Hash) == true;

    /// <summary>Learns what changed. Whoever comes while that is on its way waits for the same.</summary>
    public Task Refresh()
    {
        lock (_gate)
            return _refreshing = _refreshing.IsCompleted ? Learn() : _refreshing;
    }

    /// <summary>Learns all that has changed by now: a refresh that was on its way may have been asked before.</summary>
    public async Task CatchUp()
    {
        await Refresh().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Refresh();
    }

    /// <summary>The uses since the last call, to the minute.</summary>
    public IReadOnlyList<KeyUse> TakeUses()
    {
        var uses = new List<KeyUse>();
        foreach (var (id, at) in _uses)
        {
            // One that was noted meanwhile stays for the next time.
            if (_uses.TryRemove(KeyValuePair.Create(id, at)))
                uses.Add(new KeyUse(id, at));
        }
        return uses;
    }

    private IKeyringGrain Book => grains.GetGrain<IKeyringGrain>(0);

    private AccessKey? Good(KeyEntry? entry)
    {
        var now = time.GetUtcNow();
        // The key of the settings stands in the place of the one that was made.
        if (entry is null || !entry.IsGoodAt(now) || (_ofSettings.Value is not null && entry.Id == KeyEntry.AdminId))
            return null;
        NoteUse(entry, now);
        return new AccessKey(entry.Id, entry.Name, entry.Role, entry.Acquirers is { } acquirers ? new AcquirerCut(acquirers) : null, entry.Hash);
    }

    private void NoteUse(KeyEntry entry, DateTimeOffset now)
    {
        var minute = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (!(entry.UsedAt >= minute))
            _uses[entry.Id] = minute;
    }

    private async ValueTask<State> Fresh()
    {
        var started = time.GetTimestamp();
        while (!IsFresh(_state))
        {
            var rest = Patience - time.GetElapsedTime(started);
            if (rest <= TimeSpan.Zero)
                throw new KeysUnknownException("The cluster does not tell which keys there are.");
            try
            {
                await Refresh().WaitAsync(rest, time);
            }
            catch (Exception failure)
            {
                throw new KeysUnknownException("The cluster does not tell which keys there are.", failure);
            }
        }
        return _state;
    }

    private bool IsFresh(State state) => state.Secret is not null && time.GetElapsedTime(state.AsOf) <= MostBehind;

    private async Task Learn()
    {
        var asked = time.GetTimestamp();
        var known = _state;
        var news = await Book.Since(known.Version);
        // A keyring that started anew from a store that was brought back from a backup may be behind.
        if (news.Version < known.Version)
            (known, news) = (State.Unknown, await Book.Since(0));
        _state = known.With(news, asked);
    }

    private static AccessKey Admin(byte[] hash) => new(KeyEntry.AdminId, KeyEntry.AdminId, AccessRole.Admin, null, hash);

    /// <summary>What was learned, at which timestamp it was asked for.</summary>
    private sealed record State(long Version, long AsOf, byte[]? Secret, FrozenDictionary<string, KeyEntry> ById, FrozenDictionary<long, KeyEntry[]> ByStart)
    {
        public static readonly State Unknown = new(0, 0, null, FrozenDictionary<string, KeyEntry>.Empty, FrozenDictionary<long, KeyEntry[]>.Empty);

        public State With(KeyringNews news, long asked)
        {
            if (news.Keys.Count == 0)
                return this with { Version = news.Version, AsOf = asked, Secret = news.Secret };
            var keys = ById.ToDictionary();
            foreach (var key in news.Keys)
                keys[key.Id] = key;
            var starts = keys.Values.SelectMany(static key => HashesOf(key).Select(hash => (Start: StartOf(hash), Key: key)))
                .GroupBy(static pair => pair.Start).ToFrozenDictionary(static group => group.Key, static group => group.Select(static pair => pair.Key).ToArray());
            return new State(news.Version, asked, news.Secret, keys.ToFrozenDictionary(), starts);
        }

        /// <summary>The start of a hash finds the few that are then compared whole, in a time that tells nothing of them.</summary>
        public KeyEntry? ByHash(byte[] hash, DateTimeOffset now)
        {
            foreach (var key in ByStart.GetValueOrDefault(StartOf(hash), []))
            {
                var isNew = Equal(hash, key.Hash);
                var isOld = key.OldHash is { } old && Equal(hash, old) && key.OldUntil > now;
                if (isNew | isOld)
                    return key;
            }
            return null;
        }

        private static bool Equal(byte[] one, byte[] other) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(one, other);

        private static IEnumerable<byte[]> HashesOf(KeyEntry key) => key.OldHash is { } old ? [key.Hash, old] : [key.Hash];

        private static long StartOf(byte[] hash) => BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
