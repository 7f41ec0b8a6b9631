using PosMonitor.Secrets;

namespace PosMonitor.Sqlite;

/// <summary>Secrets in SQLite: a row each.</summary>
internal sealed class SqliteSecretStore(StoreWriter writer, StoreReads reads) : ISecretStore
{
    /// <summary>It came after the first stores; an older build does not mind it.</summary>
    public const string Table = "CREATE TABLE IF NOT EXISTS secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID";

    public async Task<byte[]> GetOrAdd(string name, byte[] fresh)
    {
        if (await Find(name) is { } known)
            return known;
        await writer.Write(new SecretWrite(name, fresh));
        // Another may have been faster.
        return await Find(name) ?? throw new InvalidOperationException($"The secret '{name}' is not there after it was written.");
    }

    private Task<byte[]?> Find(string name) => reads.Run<byte[]?>(
        connection =>
        {
            using var command = connection.Prepared("SELECT value FROM secret WHERE name = $name", "$name");
            return command.With(name).ExecuteScalar() as byte[];
        },
        CancellationToken.None);
}
