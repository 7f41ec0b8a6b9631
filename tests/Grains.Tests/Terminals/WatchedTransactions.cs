using System.Collections.Concurrent;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>A client that watches, and keeps what it was told.</summary>
internal sealed class WatchedTransactions : ITerminalObserver
{
    private readonly ConcurrentQueue<TransactionView> _told = new();

    /// <summary>In order: <c>terminal/txn outcome verdict</c>.</summary>
    public string Told => string.Join(", ", _told.Select(view => $"{view.Terminal}/{view.Txn} {view.Outcome} {view.Verdict}"));

    public Task TransactionChanged(TransactionView transaction)
    {
        _told.Enqueue(transaction);
        return Task.CompletedTask;
    }
}
