using Microsoft.Extensions.Time.Testing;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Secrets;
using PosMonitor.Settings;

namespace PosMonitor.Storage;

/// <summary>A real store of its own for a test, gone at the end.</summary>
public abstract class TestStore(int shards) : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public MonitorOptions Options { get; } = new() { Shards = shards };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public abstract IJournal Journal { get; }

    public abstract ISnapshotStore Snapshots { get; }

    public abstract IAlertStore Alerts { get; }

    public abstract IConfigurationStore Configuration { get; }

    public abstract IKeyStore Keys { get; }

    public abstract ISecretStore Secrets { get; }

    /// <summary>Closes the store and opens it again, as a process does that is started anew.</summary>
    public abstract Task Reopen();

    /// <summary>The number that a query answers with.</summary>
    public abstract Task<long> Number(string sql);

    /// <summary>Holds commits of the journal until the returned action is called, so that what shards 0 and 1 append meanwhile is one commit each at the most.</summary>
    public abstract Task<Func<Task>> HoldCommits();

    public abstract ValueTask DisposeAsync();
}
