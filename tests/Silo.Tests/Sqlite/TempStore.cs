using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>A real store in a directory of its own, removed at the end.</summary>
internal sealed class TempStore : TestStore, IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "posmonitor-" + Guid.NewGuid().ToString("N"));

    public TempStore(int shards = 4)
        : base(shards)
    {
        Options.DataDirectory = _directory;
        Store = Open();
    }

    private TempStore(TempStore original)
        : base(original.Options.Shards)
    {
        Options.DataDirectory = _directory;
        Directory.CreateDirectory(_directory);
        foreach (var file in Directory.GetFiles(original._directory).Where(file => !file.EndsWith(DataDirectoryLock.FileName, StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(_directory, Path.GetFileName(file)));
        Store = Open();
    }

    public StoreHealth Health { get; } = new(TimeProvider.System, NullLogger<StoreHealth>.Instance);

    public SqliteStore Store { get; private set; }

    public override IJournal Journal => Store.Journal;

    public override ISnapshotStore Snapshots => Store.Snapshots;

    public override IAlertStore Alerts => Store.Alerts;

    public override IConfigurationStore Configuration => Store.Configuration;

    public override IKeyStore Keys => Store.Keys;

    public override ISecretStore Secrets => Store.Secrets;

    public string Database => Path.Combine(_directory, StoreFiles.DatabaseName);

    /// <summary>What a process finds that starts after this one was killed now: a copy of the files as they are.</summary>
    public TempStore AfterKill() => new(this);

    public override Task Reopen()
    {
        Store.Dispose();
        Store = Open();
        return Task.CompletedTask;
    }

    public override Task<long> Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Task.FromResult(connection.Number(sql));
    }

    /// <summary>Lets the database grow by so many pages and no more: a disk that is nearly full.</summary>
    public Task LeaveRoomFor(int pages) => Store.Writer.Write(new PageLimit(pages));

    /// <summary>Holds the writer until the returned action is called, so that what is written meanwhile is one commit.</summary>
    public Action HoldWriter()
    {
        var hold = new Hold();
        _ = Store.Writer.Write(hold);
        Assert.True(hold.Reached.Wait(Timeout), "the writer did not come to the hold");
        return hold.Go.Set;
    }

    public override Task<Func<Task>> HoldCommits()
    {
        var release = HoldWriter();
        return Task.FromResult<Func<Task>>(() =>
        {
            release();
            return Task.CompletedTask;
        });
    }

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteStore Open() => SqliteStore.Open(Options, Time, Health, NullLogger<SqliteStore>.Instance);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private sealed class Hold : WriteJob
    {
        public ManualResetEventSlim Reached { get; } = new();
        public ManualResetEventSlim Go { get; } = new();

        public override Exception? Refusal(StoreHeads heads) => null;

        public override void Write(WriteSession session)
        {
            Reached.Set();
            Go.Wait(Timeout);
        }
    }

    private sealed class PageLimit(int pages) : WriteJob
    {
        public override Exception? Refusal(StoreHeads heads) => null;

        public override void Write(WriteSession session)
        {
            var free = session.Connection.Number("PRAGMA freelist_count");
            session.Connection.Execute($"PRAGMA max_page_count={session.Connection.Number("PRAGMA page_count") - free + pages}");
        }
    }
}
