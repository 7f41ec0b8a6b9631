using Npgsql;

namespace PosMonitor.Testing;

/// <summary>What tests ask a database beside the store, each on a connection of its own.</summary>
public static class PostgresQueries
{
    /// <summary>A connection that is closed when it is disposed of: a pool would keep it behind the test.</summary>
    public static NpgsqlConnection Connection(string connectionString) =>
        new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, SearchPath = "posmonitor,public" }.ConnectionString);

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = Connection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row; the default for null or no row.</summary>
    public static async Task<T?> Value<T>(string connectionString, string sql)
    {
        await using var connection = Connection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? (T)value : default;
    }
}
