using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>Who watches the terminals of a shard, and the merchants that have terminals there.</summary>
public sealed class ShardWatchers(ILogger logger)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);
    private readonly Dictionary<(string Key, bool Merchant), ObserverManager<ITerminalObserver>> _watchers = [];
    private readonly List<(TransactionView View, string Terminal, string? Merchant)> _changes = [];

    public void Add(string key, bool merchant, ITerminalObserver observer)
    {
        if (!_watchers.TryGetValue((key, merchant), out var observers))
            _watchers[(key, merchant)] = observers = new ObserverManager<ITerminalObserver>(Forgotten, logger);
        observers.Subscribe(observer, observer);
    }

    public void Remove(string key, bool merchant, ITerminalObserver observer)
    {
        if (!_watchers.TryGetValue((key, merchant), out var observers))
            return;
        observers.Unsubscribe(observer);
        if (observers.Count == 0)
            _watchers.Remove((key, merchant));
    }

    /// <summary>Keeps a change to be told, where somebody watches.</summary>
    public void Note(ShardState state, ShardQueries queries, int transaction)
    {
        if (_watchers.Count == 0)
            return;
        var view = queries.ViewOf(transaction);
        var (terminal, merchant) = (TerminalKey.Of(view.Acquirer, view.Terminal), view.Merchant is { } id ? TerminalKey.Of(view.Acquirer, id) : null);
        if (_watchers.ContainsKey((terminal, false)) || (merchant is not null && _watchers.ContainsKey((merchant, true))))
            _changes.Add((view, terminal, merchant));
    }

    /// <summary>Tells what was kept.</summary>
    public void Tell()
    {
        foreach (var (view, terminal, merchant) in _changes)
        {
            Tell((terminal, false), view);
            if (merchant is not null)
                Tell((merchant, true), view);
        }
        _changes.Clear();
    }

    private void Tell((string, bool) key, TransactionView view)
    {
        if (!_watchers.TryGetValue(key, out var observers))
            return;
        observers.Notify(observer => observer.TransactionChanged(view));
        if (observers.Count == 0)
            _watchers.Remove(key);
    }
}
