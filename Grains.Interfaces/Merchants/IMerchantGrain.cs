using PosMonitor.Events;
using PosMonitor.Terminals;

namespace PosMonitor.Merchants;

/// <summary>A merchant, addressed by <c>acquirer/merchant</c> (<see cref="TerminalKey"/>).</summary>
[Alias("pos.merchant")]
public interface IMerchantGrain : IGrainWithStringKey
{
    /// <summary>Takes events of this merchant's terminals, and settlements of the merchant.</summary>
    /// <exception cref="ArgumentException">An event is not of contract §1, or of another merchant; nothing was taken.</exception>
    [Alias("report")]
    Task Report(IReadOnlyList<PosEvent> events);

    /// <summary>The merchant's totals and terminals, or null where no request ever named it.</summary>
    [Alias("state")]
    Task<MerchantView?> GetState();

    /// <summary>Starts telling <paramref name="observer"/> of the transactions of all its terminals; to be repeated every minute.</summary>
    [Alias("watch")]
    Task Watch(ITerminalObserver observer);

    [Alias("unwatch")]
    Task Unwatch(ITerminalObserver observer);
}
