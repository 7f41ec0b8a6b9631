using Npgsql;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>
/// The statement that writes a group: it claims the row of each shard, which fails where another owner came, and inserts the rows of those that
/// were claimed. One statement is one transaction and one round trip, and a shard that is lost costs no other shard anything.
/// </summary>
internal static class JournalCommit
{
    private const string Sql = """
        WITH claim AS (
            UPDATE shard_owner o SET mark = c.mark, last_seq = c.last_seq, committed_at = c.committed_at
            FROM unnest($1, $2, $3, $4, $5, $6) AS c(shard, epoch, expected, mark, last_seq, committed_at)
            WHERE o.shard = c.shard AND o.epoch = c.epoch AND o.mark = c.expected
            RETURNING o.shard),
        written AS (
            INSERT INTO journal(shard, time_class, first_seq, last_seq, epoch, committed_at, time_from, time_to, terminals, records)
            SELECT r.shard, r.time_class, r.first_seq, r.last_seq, r.epoch, r.committed_at, r.time_from, r.time_to, r.terminals, r.records
            FROM unnest($7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                AS r(shard, time_class, first_seq, last_seq, epoch, committed_at, time_from, time_to, terminals, records)
            JOIN claim ON claim.shard = r.shard)
        SELECT shard FROM claim
        """;

    /// <summary>Writes a group.</summary>
    /// <returns>The shards that are written; the others belong to somebody else.</returns>
    public static async Task<HashSet<int>> Run(NpgsqlConnection connection, IReadOnlyCollection<ShardClaim> claims, int seconds)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = seconds };
        // In the order of the shards, so that two processes that claim the same do it in the same order.
        var ordered = claims.OrderBy(claim => claim.Shard).ToArray();
        AddClaims(command.Parameters, ordered);
        AddRows(command.Parameters, ordered);
        await command.PrepareAsync();
        var written = new HashSet<int>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            written.Add(reader.GetInt32(0));
        return written;
    }

    private static void AddClaims(NpgsqlParameterCollection parameters, ShardClaim[] claims)
    {
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.Shard)));
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.Head.Epoch)));
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.Head.Mark)));
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.Mark)));
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.LastSeq)));
        parameters.Add(PostgresCommands.Array(claims.Select(claim => claim.CommittedAt)));
    }

    private static void AddRows(NpgsqlParameterCollection parameters, ShardClaim[] claims)
    {
        (ShardClaim Claim, JournalRow Row)[] rows = [.. claims.SelectMany(claim => claim.Rows, (claim, row) => (claim, row))];
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Claim.Shard)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => (short)TimeClasses.Of(row.Row.From, row.Row.To))));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Row.FirstSeq)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Row.LastSeq)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Row.Epoch)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Claim.CommittedAt)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Row.From)));
        parameters.Add(PostgresCommands.Array(rows.Select(row => row.Row.To)));
        parameters.Add(new NpgsqlParameter<byte[]?[]> { TypedValue = [.. rows.Select(row => Filter(row.Row.Terminals))] });
        parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = [.. rows.Select(row => row.Row.Records)] });
    }

    private static byte[]? Filter(ReadOnlySpan<uint> terminals)
    {
        if (terminals.IsEmpty)
            return null;
        var filter = new byte[TerminalFilter.Size(terminals.Length)];
        TerminalFilter.Fill(filter, terminals);
        return filter;
    }
}
