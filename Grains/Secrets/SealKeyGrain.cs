using Orleans.Concurrency;

namespace PosMonitor.Secrets;

/// <summary>Tells gateways the key of the seal.</summary>
[StatelessWorker, Reentrant]
public sealed class SealKeyGrain(SealKey key) : Grain, ISealKeyGrain
{
    public Task<byte[]> Get() => key.Get();
}
