using Microsoft.Data.Sqlite;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>How much of the embedded store's file is the journal, with its index and what its pages leave empty.</summary>
internal static class JournalSize
{
    /// <summary>Takes everything else out of the file of a monitor that has ended, and counts the pages that are left.</summary>
    /// <returns>Bytes.</returns>
    public static long Of(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "posmonitor.db")};Pooling=False");
        connection.Open();
        foreach (var table in OtherTables(connection))
            Run(connection, $"DROP TABLE {table}");
        return (Number(connection, "PRAGMA page_count") - Number(connection, "PRAGMA freelist_count")) * Number(connection, "PRAGMA page_size");
    }

    private static List<string> OtherTables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('journal', 'sqlite_sequence')";
        using var reader = command.ExecuteReader();
        List<string> tables = [];
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static long Number(SqliteConnection connection, string sql) => (long)Command(connection, sql).ExecuteScalar()!;

    private static void Run(SqliteConnection connection, string sql) => Command(connection, sql).ExecuteNonQuery();

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
