using Microsoft.Data.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>
/// Finds the rows of the journal that hold events of a span of time, by an index over <see cref="TimeClasses"/>. Rows end later and later as they
/// are written, so each goes to the end of its class; an index that began with the shard would be written in as many places as there are shards.
/// </summary>
internal static class JournalTimes
{
    private const string Never = "9223372036854775807";

    /// <summary>Rows without a time of an event, such as ticks of the clock, are not in it.</summary>
    public static readonly string Index = $"CREATE INDEX IF NOT EXISTS journal_time ON journal({TimeClasses.Sql}, time_to, time_from) WHERE time_from < {Never}";

    // The condition of the index stands in the query word for word, or SQLite would not use it.
    private static readonly string Query =
        $"SELECT rowid FROM journal WHERE {TimeClasses.Sql} = $class AND time_to >= $from AND time_to <= $end AND time_from <= $to AND time_from < {Never}";

    /// <summary>The rows with an event from <paramref name="from"/> to <paramref name="to"/>, and perhaps some that have events before and after; UTC ticks.</summary>
    public static List<long> Rows(SqliteConnection connection, long from, long to)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.Prepared(Query, "$class", "$from", "$end", "$to");
        List<long> rows = [];
        for (var number = 0; number < TimeClasses.Count; number++)
        {
            using var reader = command.With(number, from, TimeClasses.End(number, to), to).ExecuteReader();
            while (reader.Read())
                rows.Add(reader.GetInt64(0));
        }
        rows.Sort();
        return rows;
    }
}
