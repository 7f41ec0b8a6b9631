using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PosMonitor.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database without holding commits: first a passive checkpoint beside them on another connection, which
/// does nearly all of it, then a short one between two commits for what came meanwhile, after which the log starts over.
/// </summary>
internal sealed class StoreCheckpoints(StoreFiles files, StoreLog log)
{
    // In pages of the log: 32 MB.
    private const int Every = (32 << 20) / StoreFiles.PageSize;
    private const int PagesWritten = 9;  // SQLITE_DBSTATUS_CACHE_WRITE
    private const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";

    private int _pages;
    private Task? _beside;

    /// <summary>Called by the writer between two commits.</summary>
    public void Between(SqliteConnection writer)
    {
        // A small record costs pages as a large one does, so what counts is what SQLite wrote.
        raw.sqlite3_db_status(writer.Handle, PagesWritten, out var pages, out _, resetFlg: 1);
        _pages += pages;
        if (_beside is null)
        {
            if (_pages >= Every)
                _beside = Task.Run(Beside);
        }
        else if (_beside.IsCompleted)
        {
            _beside = null;
            _pages = 0;
            Try(writer);
        }
    }

    /// <summary>Waits for the one that is running.</summary>
    public void Finish() => _beside?.Wait();

    private void Beside()
    {
        try
        {
            using var connection = files.OpenExisting();
            Try(connection);
        }
        catch (SqliteException e)
        {
            log.CheckpointFailed(e);
        }
    }

    // A checkpoint that fails leaves everything in the log: nothing is lost, and the next one does its work.
    private void Try(SqliteConnection connection)
    {
        try
        {
            connection.Execute(Passive);
        }
        catch (SqliteException e)
        {
            log.CheckpointFailed(e);
        }
    }
}
