using PosMonitor.Events;

namespace PosMonitor.Secrets;

/// <summary>The seal of this gateway: it is there before the gateway is ready, and who comes earlier waits for it. Thread-safe.</summary>
public sealed class GatewaySeal
{
    private readonly TaskCompletionSource<TxnSeal> _seal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it is there.</summary>
    public bool IsThere => _seal.Task.IsCompletedSuccessfully;

    /// <summary>The seal, once it is there.</summary>
    public Task<TxnSeal> Get(CancellationToken cancellation) => _seal.Task.WaitAsync(cancellation);

    /// <summary>The key by which a transaction is known that somebody asks for.</summary>
    public async Task<string> Seal(string txn, CancellationToken cancellation) => (await Get(cancellation)).Seal(txn);

    internal void Take(byte[] key) => _seal.TrySetResult(new TxnSeal(key));
}
