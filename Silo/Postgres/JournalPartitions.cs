using System.Globalization;
using Npgsql;

namespace PosMonitor.Postgres;

/// <summary>
/// The journal's partitions, one for each UTC day of commits, so that old journal goes by dropping a table. Whoever is about to write makes that of
/// the day, and of the next: another process's clock may be there already.
/// </summary>
internal sealed class JournalPartitions(PostgresLog log)
{
    private const string Prefix = "journal_";
    private const string Day = "yyyyMMdd";
    private const long PartitionLock = 0x706f736d_6f6e0002;  // "posmon", 2

    // Appends queue up behind whoever waits for the whole journal.
    private const string ShortWait = "SET LOCAL lock_timeout = '200ms'";

    private long _made;

    /// <summary>Sees to it that there is a partition for what is committed at this time, UTC ticks.</summary>
    public async ValueTask Ensure(NpgsqlConnection connection, long time)
    {
        var day = new DateTime(time, DateTimeKind.Utc).Date;
        if (Volatile.Read(ref _made) == day.Ticks)
            return;
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute(connection, $"SELECT pg_advisory_xact_lock({PartitionLock})");
        await Make(connection, day);
        await Make(connection, day.AddDays(1));
        await transaction.CommitAsync();
        Volatile.Write(ref _made, day.Ticks);
    }

    /// <summary>
    /// Drops the partitions of days that ended before a time, the oldest first, as long as the newest snapshots hold all that is in them.
    /// </summary>
    /// <returns>How many rows were dropped.</returns>
    public async Task<long> Drop(NpgsqlDataSource database, long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var dropped = 0L;
        foreach (var (name, end) in await Partitions(connection, cancellation))
        {
            if (end > before || await HoldsUnsaved(connection, name, cancellation) || await Drop(connection, name, cancellation) is not { } rows)
                break;
            dropped += rows;
        }
        return dropped;
    }

    // A partition that is attached needs no lock that appends, or a backup that reads the journal, would stand against.
    private static async Task Make(NpgsqlConnection connection, DateTime day)
    {
        var name = NameOf(day);
        await using var known = new NpgsqlCommand($"SELECT to_regclass('{name}') IS NOT NULL", connection);
        if ((bool)(await known.ExecuteScalarAsync())!)
            return;
        await Execute(connection, $"CREATE TABLE {name} (LIKE journal INCLUDING ALL)");
        await Execute(connection, string.Create(
            CultureInfo.InvariantCulture, $"ALTER TABLE journal ATTACH PARTITION {name} FOR VALUES FROM ({day.Ticks}) TO ({day.AddDays(1).Ticks})"));
    }

    private async Task<long?> Drop(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        try
        {
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {name}", connection);
            var rows = (long)(await count.ExecuteScalarAsync(cancellation))!;
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Execute(connection, ShortWait);
            await Execute(connection, $"DROP TABLE {name}");
            await transaction.CommitAsync(cancellation);
            return rows;
        }
        // Somebody reads it, or another process has dropped it: the next time is soon enough.
        catch (PostgresException failure) when (PostgresFailure.IsRefusal(failure))
        {
            log.NotDropped(name, PostgresFailure.Words(failure));
            return null;
        }
    }

    private static async Task<List<(string Name, long End)>> Partitions(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'journal'::regclass ORDER BY 1";
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string, long)> partitions = [];
        while (await reader.ReadAsync(cancellation))
        {
            var name = reader.GetString(0);
            var day = DateTime.ParseExact(name[Prefix.Length..], Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            partitions.Add((name, day.AddDays(1).Ticks));
        }
        return partitions;
    }

    private static async Task<bool> HoldsUnsaved(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT EXISTS (SELECT FROM shard_owner o WHERE (SELECT max(last_seq) FROM {name} j WHERE j.shard = o.shard) > coalesce((SELECT seq FROM snapshot s WHERE s.shard = o.shard), 0))",
            connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static string NameOf(DateTime day) => Prefix + day.ToString(Day, CultureInfo.InvariantCulture);

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
