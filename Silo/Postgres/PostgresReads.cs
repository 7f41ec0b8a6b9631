using Npgsql;
using PosMonitor.Shards;

namespace PosMonitor.Postgres;

/// <summary>Runs queries on pooled connections. A database that does not answer is told as what callers know.</summary>
internal sealed class PostgresReads(NpgsqlDataSource database)
{
    // More than this many connections of the pool are hardly ever dead one after the other.
    private const int MostAttempts = 5;

    /// <summary>Runs something in a transaction that sees one state of the database.</summary>
    /// <exception cref="JournalUnavailableException">The database could not be read.</exception>
    public Task<T> Run<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken cancellation) => Repeated(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        return await query(connection);
    });

    /// <summary>The rows of one query.</summary>
    /// <exception cref="JournalUnavailableException">The database could not be read.</exception>
    public Task<List<T>> List<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object[] values) => Repeated(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.List(sql, read, cancellation, values);
    });

    /// <summary>Runs a statement that may be run twice.</summary>
    /// <exception cref="JournalUnavailableException">It is not known whether it was run.</exception>
    public Task Execute(string sql, params object[] values) => Repeated(async () =>
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    });

    /// <summary>
    /// Does something that may be done twice. After a restart of the server the pool still holds connections that are dead, which shows only when
    /// they are used: then the next one is taken.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The database failed.</exception>
    public static async Task<T> Repeated<T>(Func<Task<T>> query)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Told(query);
            }
            catch (JournalUnavailableException broken) when (MayBeAlive(broken, attempt))
            {
                // The next connection may be alive.
            }
        }
    }

    /// <summary>True when a stream has a next row, false when it is over, null when its connection is dead and the next one may be alive.</summary>
    /// <param name="rows">The stream.</param>
    /// <param name="attempt">How many connections were taken since there was a row.</param>
    /// <exception cref="JournalUnavailableException">The database failed.</exception>
    public static async ValueTask<bool?> Next<T>(IAsyncEnumerator<T> rows, int attempt)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JournalUnavailableException broken) when (MayBeAlive(broken, attempt))
        {
            return null;
        }
    }

    /// <summary>Does something with the database, and tells a failure of it as one of the journal.</summary>
    /// <exception cref="JournalUnavailableException">The database failed.</exception>
    public static async Task<T> Told<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (NpgsqlException failure)
        {
            throw new JournalUnavailableException($"The store could not be read: {PostgresFailure.Words(failure)}", failure);
        }
    }

    private static bool MayBeAlive(JournalUnavailableException broken, int attempt) =>
        attempt < MostAttempts && PostgresFailure.IsDeadConnection(broken.Cause!);
}
