using System.Globalization;
using Npgsql;
using PosMonitor.Postgres;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Hosting;

/// <summary>
/// What all silos of a cluster have to be set to alike, because a shard goes on under it at another silo: the clock, and its grace. The silos that run
/// keep what they were started with; one that is set otherwise is refused.
/// </summary>
internal static class ClusterTerms
{
    private const long Turn = 0x706f736d_6f6e0002;  // "posmon", 2

    // Who was started a moment ago may not stand in the membership table yet; who does and was not heard of for so long is dead.
    private const int RecentSeconds = 20;

    private const string Running = """
        SELECT (SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3 AND IAmAliveTime > now() - make_interval(secs => $1))
            + (SELECT count(*) FROM meta WHERE name = 'terms_at' AND value > extract(epoch FROM clock_timestamp()) - $1)
        """;

    private const string Keep = """
        INSERT INTO meta VALUES ('clock', $1), ('grace', $2), ('terms_at', extract(epoch FROM clock_timestamp())::bigint)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """;

    /// <summary>Agrees with the silos that run, or, where none does, sets what those to come have to agree with.</summary>
    /// <param name="connection">The database, whose tables are there.</param>
    /// <param name="options">How this silo is set.</param>
    /// <exception cref="StoreUnusableException">The silos that run are set otherwise.</exception>
    public static async Task Agree(string connection, MonitorOptions options)
    {
        await using var database = new NpgsqlConnection(PostgresConnections.Complete(connection));
        await database.OpenAsync();
        await using var transaction = await database.BeginTransactionAsync();
        await Run(database, $"SELECT pg_advisory_xact_lock({Turn})");
        if (await Run(database, Running, RecentSeconds) > 0)
        {
            await Check(database, "clock", (long)options.Clock, nameof(options.Clock), value => ((ClockMode)value).ToString().ToLowerInvariant());
            await Check(database, "grace", options.Grace.Ticks, nameof(options.Grace), value => TimeSpan.FromTicks(value).ToString("c", CultureInfo.InvariantCulture));
        }
        await Run(database, Keep, (long)options.Clock, options.Grace.Ticks);
        await transaction.CommitAsync();
    }

    /// <summary>How the silos of a cluster are set, where any ever ran.</summary>
    /// <param name="connection">The database, whose tables are there.</param>
    /// <param name="options">Where it is written.</param>
    public static async Task Take(string connection, MonitorOptions options)
    {
        await using var database = new NpgsqlConnection(PostgresConnections.Complete(connection));
        await database.OpenAsync();
        if (await Run(database, "SELECT value FROM meta WHERE name = 'clock'") is { } clock)
            options.Clock = (ClockMode)clock;
        if (await Run(database, "SELECT value FROM meta WHERE name = 'grace'") is { } grace)
            options.Grace = TimeSpan.FromTicks(grace);
    }

    private static async Task Check(NpgsqlConnection database, string name, long ours, string setting, Func<long, string> words)
    {
        if (await Run(database, "SELECT value FROM meta WHERE name = $1", name) is { } theirs && theirs != ours)
            throw new StoreUnusableException(
                $"{MonitorOptions.Section}:{setting} is {words(ours)}, but the silos that run are set to {words(theirs)}. Set it alike, or stop all of them first.");
    }

    private static async Task<long?> Run(NpgsqlConnection database, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, database);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync() is { } result and not DBNull ? Convert.ToInt64(result, CultureInfo.InvariantCulture) : null;
    }
}
