using Orleans.Concurrency;

namespace PosMonitor.Access;

/// <summary>What a gateway implements to hear at once that a key changed.</summary>
[Alias("pos.keyring-observer")]
public interface IKeyringObserver : IGrainObserver
{
    /// <summary>Keys changed. A message may be lost: gateways look by themselves as well.</summary>
    [Alias("changed"), OneWay]
    Task Changed(long version);
}
