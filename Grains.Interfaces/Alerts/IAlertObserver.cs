using Orleans.Concurrency;

namespace PosMonitor.Alerts;

/// <summary>What a gateway implements to be woken when alerts change.</summary>
[Alias("pos.alert-observer")]
public interface IAlertObserver : IGrainObserver
{
    /// <summary>Alerts changed. A message may be lost: the listener reads on from the <c>seq</c> that it has.</summary>
    /// <param name="last">The newest <c>seq</c>.</param>
    [Alias("changed"), OneWay]
    Task Changed(long last);
}
