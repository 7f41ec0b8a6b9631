using System.Security.Authentication;
using Npgsql;

namespace PosMonitor.Postgres;

/// <summary>What a failure of the database means.</summary>
internal static class PostgresFailure
{
    /// <summary>The server said that it did nothing: it has rolled the statement back and keeps the connection.</summary>
    public static bool IsRefusal(Exception failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>The server had closed the connection; another one may work at once.</summary>
    public static bool IsDeadConnection(Exception failure) => failure is PostgresException { InvariantSeverity: "FATAL", SqlState: PostgresErrorCodes.AdminShutdown }
        or NpgsqlException { InnerException: IOException };

    /// <summary>Two transactions stood in each other's way; the same statement goes through when it is sent again.</summary>
    public static bool IsCollision(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>What a user has to mend: waiting does not help.</summary>
    public static bool IsWrongSetting(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState.StartsWith("28", StringComparison.Ordinal)
            || refused.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege,
        NpgsqlException { InnerException: AuthenticationException } => true,
        _ => false,
    };

    /// <summary>The failure of the database that is the cause of another one, where it passes by itself; else null.</summary>
    public static NpgsqlException? Passing(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException database && !IsWrongSetting(database) && (database.IsTransient || database is not PostgresException))
                return database;
        }
        return null;
    }

    /// <summary>The failure in words without secrets.</summary>
    public static string Words(Exception failure) => failure switch
    {
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        NpgsqlException { InnerException: { } inner } outer => $"{outer.Message}: {inner.Message}",
        _ => failure.Message,
    };
}
