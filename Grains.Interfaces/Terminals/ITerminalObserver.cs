using Orleans.Concurrency;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>What a client implements to watch a terminal, or all terminals of a merchant, live.</summary>
[Alias("pos.terminal-observer")]
public interface ITerminalObserver : IGrainObserver
{
    /// <summary>
    /// What is concluded of a transaction changed. Sent after the event behind it is durable; a message may be lost when a connection is:
    /// who must not miss one reads the transactions, or the alert stream, which resumes.
    /// </summary>
    [Alias("transaction-changed"), OneWay]
    Task TransactionChanged(TransactionView transaction);
}
