using Npgsql;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>How the database of <c>ConnectionStrings:PosMonitor</c> is reached.</summary>
public static class PostgresConnections
{
    /// <summary>Where the connection string stands in the configuration, below <c>ConnectionStrings</c>.</summary>
    public const string Name = "PosMonitor";

    /// <summary>The schema in which everything lies.</summary>
    public const string Schema = "posmonitor";

    /// <summary>
    /// The connection string with what the store needs: our schema, so that names (those of Orleans' membership tables too) need no prefix, and limits
    /// within which a server that is out of reach is noticed.
    /// </summary>
    /// <exception cref="StoreUnusableException">It is none, or it names no host or no database.</exception>
    public static string Complete(string? connectionString)
    {
        var setting = $"ConnectionStrings:{Name}";
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        // Its message names the part that is wrong, and may repeat what stands there.
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StoreUnusableException($"{setting} is not a connection string of PostgreSQL, such as Host=db;Database=posmonitor;Username=posmonitor;Password=…");
        }
        if (string.IsNullOrEmpty(builder.Host))
            throw new StoreUnusableException($"{setting} names no Host.");
        if (string.IsNullOrEmpty(builder.Database))
            throw new StoreUnusableException($"{setting} names no Database.");
        builder.SearchPath = Schema;
        if (string.IsNullOrEmpty(builder.ApplicationName))
            builder.ApplicationName = "posmonitor";
        builder.Timeout = Math.Min(builder.Timeout, ConnectSeconds);
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, CommandSeconds);
        builder.CancellationTimeout = 1000;
        builder.KeepAlive = builder.KeepAlive == 0 ? 10 : builder.KeepAlive;
        // What a session is set to once stays: see Prepare.
        builder.NoResetOnClose = true;
        builder.IncludeErrorDetail = false;
        return builder.ConnectionString;
    }

    /// <summary>A pool of connections that wait for the disk at every commit, whatever the server's default is.</summary>
    internal static NpgsqlDataSource Open(string completed)
    {
        var builder = new NpgsqlDataSourceBuilder(completed);
        builder.UsePhysicalConnectionInitializer(Prepare, PrepareAsync);
        return builder.Build();
    }

    /// <summary>How the server is named to people: never with a password.</summary>
    internal static string Describe(string completed)
    {
        var builder = new NpgsqlConnectionStringBuilder(completed);
        return $"the database {builder.Database} at {builder.Host}:{builder.Port}";
    }

    private const int ConnectSeconds = 3;
    private const int CommandSeconds = 30;

    // Stronger settings, such as waiting for a standby to apply, stay.
    private const string Durable = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')";

    private static void Prepare(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Durable, connection);
        command.ExecuteNonQuery();
    }

    private static async Task PrepareAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Durable, connection);
        await command.ExecuteNonQueryAsync();
    }
}
