using System.Security.Cryptography;
using PosMonitor.Events;

namespace PosMonitor.Secrets;

/// <summary>The key of <see cref="TxnSeal"/>, made at the first start of a store and read once by each silo.</summary>
public sealed class SealKey(ISecretStore store)
{
    private const string Name = "txn-seal";

    private readonly Lock _gate = new();
    private Task<byte[]>? _key;

    /// <summary>The key; what could not be read is tried again by the next who asks.</summary>
    /// <exception cref="Shards.JournalUnavailableException">There is none, and nothing could be written.</exception>
    public Task<byte[]> Get()
    {
        lock (_gate)
        {
            if (_key is null || _key.IsFaulted || _key.IsCanceled)
                _key = store.GetOrAdd(Name, RandomNumberGenerator.GetBytes(TxnSeal.KeyLength));
            return _key;
        }
    }

    /// <summary>The seal with that key.</summary>
    /// <exception cref="Shards.JournalUnavailableException">There is none, and nothing could be written.</exception>
    public async Task<TxnSeal> Seal() => new(await Get());
}
