using PosMonitor.Secrets;

namespace PosMonitor.Postgres;

/// <summary>Secrets in PostgreSQL: a row each.</summary>
internal sealed class PostgresSecretStore(PostgresReads reads) : ISecretStore
{
    public async Task<byte[]> GetOrAdd(string name, byte[] fresh)
    {
        if (await Find(name) is { } known)
            return known;
        await reads.Execute("INSERT INTO secret VALUES ($1, $2) ON CONFLICT DO NOTHING", name, fresh);
        // Another may have been faster.
        return await Find(name) ?? throw new InvalidOperationException($"The secret '{name}' is not there after it was written.");
    }

    private async Task<byte[]?> Find(string name) =>
        (await reads.List("SELECT value FROM secret WHERE name = $1", reader => reader.Bytes(0), CancellationToken.None, name)).SingleOrDefault();
}
