using Npgsql;

namespace PosMonitor.Postgres;

/// <summary>
/// Finds out whether a group was written whose commit broke off, and sees to it that what was not never is: the statement may still be on its way
/// to the server, or at work there.
/// </summary>
internal static class JournalResolution
{
    /// <summary>Resolves each claim; may be repeated until it goes through.</summary>
    /// <returns>What became of each shard.</returns>
    public static async Task<Dictionary<int, ClaimOutcome>> Run(NpgsqlDataSource database, IReadOnlyCollection<ShardClaim> claims, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var outcomes = new Dictionary<int, ClaimOutcome>();
        List<ShardClaim> open = [], moved = [];
        // Waits for the commit where it is still at work.
        var found = await Locked(connection, claims, cancellation);
        foreach (var claim in claims)
        {
            var (epoch, mark) = found[claim.Shard];
            if (epoch == claim.Head.Epoch && mark == claim.Mark)
                outcomes[claim.Shard] = ClaimOutcome.Written;
            else if (epoch == claim.Head.Epoch && mark == claim.Barrier)
                outcomes[claim.Shard] = ClaimOutcome.Barred;
            else
                (epoch == claim.Head.Epoch && mark == claim.Head.Mark ? open : moved).Add(claim);
        }
        await SetBarriers(connection, open, cancellation);
        foreach (var claim in open)
            outcomes[claim.Shard] = ClaimOutcome.Barred;
        // A new owner has come since, perhaps after the commit: what is under our epoch in the journal is ours.
        foreach (var claim in moved)
            outcomes[claim.Shard] = await IsInJournal(connection, claim, cancellation) ? ClaimOutcome.WrittenAndLost : ClaimOutcome.Lost;
        await transaction.CommitAsync(cancellation);
        return outcomes;
    }

    private static async Task<Dictionary<int, (long Epoch, long Mark)>> Locked(
        NpgsqlConnection connection, IReadOnlyCollection<ShardClaim> claims, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT shard, epoch, mark FROM shard_owner WHERE shard = ANY($1) ORDER BY shard FOR UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. claims.Select(claim => claim.Shard)] });
        var found = new Dictionary<int, (long, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found[reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        return found;
    }

    private static async Task SetBarriers(NpgsqlConnection connection, List<ShardClaim> claims, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("UPDATE shard_owner o SET mark = c.mark FROM unnest($1, $2) AS c(shard, mark) WHERE o.shard = c.shard", connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. claims.Select(claim => claim.Shard)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. claims.Select(claim => claim.Barrier)] });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<bool> IsInJournal(NpgsqlConnection connection, ShardClaim claim, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM journal WHERE shard = $1 AND last_seq = $2 AND epoch = $3 AND committed_at = $4)", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = claim.Shard });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.LastSeq });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Head.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.CommittedAt });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
