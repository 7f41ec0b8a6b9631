using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>
/// A card terminal, addressed by <c>acquirer/terminal</c> (<see cref="TerminalKey"/>). The grain is the terminal's face to any Orleans client;
/// its truth lives in the shard that hosts it, so that millions of them cost little.
/// </summary>
[Alias("pos.terminal")]
public interface ITerminalGrain : IGrainWithStringKey
{
    /// <summary>Takes events of this terminal. When the call returns they are durable and what follows from them is visible.</summary>
    /// <param name="events">In the order in which they happened; <c>Acquirer</c> and <c>Terminal</c> may be left null.</param>
    /// <exception cref="ArgumentException">An event is not of contract §1, or of another terminal; nothing was taken.</exception>
    [Alias("report")]
    Task Report(IReadOnlyList<PosEvent> events);

    /// <summary>The state of the terminal, or null where no event of it was ever seen.</summary>
    [Alias("state")]
    Task<TerminalView?> GetState();

    /// <summary>Its transactions, newest first: those still live and those of the journal.</summary>
    [Alias("transactions")]
    Task<TransactionPage> GetTransactions(TransactionQuery query);

    /// <summary>One transaction, or null.</summary>
    [Alias("transaction")]
    Task<TransactionView?> GetTransaction(string txn);

    /// <summary>Starts telling <paramref name="observer"/>; to be repeated every minute, or it is forgotten after two.</summary>
    [Alias("watch")]
    Task Watch(ITerminalObserver observer);

    [Alias("unwatch")]
    Task Unwatch(ITerminalObserver observer);
}
