using Microsoft.Data.Sqlite;

namespace PosMonitor.Sqlite;

/// <summary>
/// Runs queries on pooled connections, off the caller's scheduler (SQLite reads block). Each is short: a long one would keep the write-ahead
/// log from starting over.
/// </summary>
internal sealed class StoreReads(StoreFiles files) : IDisposable
{
    public Task<T> Run<T>(Func<SqliteConnection, T> query, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var connection = files.Reader();
            connection.Open();
            return query(connection);
        },
        cancellation);

    public void Dispose()
    {
        using var connection = files.Reader();
        SqliteConnection.ClearPool(connection);
    }
}
