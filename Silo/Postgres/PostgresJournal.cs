using System.Runtime.CompilerServices;
using Npgsql;
using PosMonitor.Journal;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>The journal in PostgreSQL. Each shard belongs to one of the writers, which keeps its records in order.</summary>
internal sealed class PostgresJournal(
    NpgsqlDataSource database, PostgresReads reads, ShardHeads heads, IReadOnlyList<JournalWriter> writers, JournalPartitions partitions) : IJournal
{
    // Records that were chosen by their keys are fetched so many bytes at a time.
    private const int PageBytes = 1 << 20;

    public async Task<long> TakeOver(int shard, CancellationToken cancellation)
    {
        CheckShard(shard);
        var head = await PostgresReads.Repeated(() => NextOwner(shard, cancellation));
        heads.TakenOver(shard, head);
        return head.Epoch;
    }

    public async Task<IReadOnlySet<int>> Owned(IReadOnlyCollection<ShardEpoch> held, CancellationToken cancellation)
    {
        const string holds = "SELECT o.shard FROM unnest($1, $2) AS held(shard, epoch) JOIN shard_owner o ON o.shard = held.shard AND o.epoch = held.epoch";
        var owned = await reads.List(
            holds, reader => reader.GetInt32(0), cancellation, held.Select(shard => shard.Shard).ToArray(), held.Select(shard => shard.Epoch).ToArray());
        return owned.ToHashSet();
    }

    public Task Append(JournalEntry entry)
    {
        CheckShard(entry.Shard);
        return writers[entry.Shard % writers.Count].Append(entry);
    }

    // A connection may be dead, or die in the middle: the next one goes on after the last record.
    public async IAsyncEnumerable<JournalRecord> Read(int shard, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CheckShard(shard);
        bool? more = null;
        for (var attempt = 1; more is null; attempt++)
        {
            await using var records = Stream(shard, after, cancellation).GetAsyncEnumerator(cancellation);
            while ((more = await PostgresReads.Next(records, attempt)) == true)
            {
                attempt = 1;
                after = records.Current.Seq;
                yield return records.Current;
            }
        }
    }

    public async IAsyncEnumerable<JournalRecord> ReadTerminal(int shard, uint terminal, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const string choose = """
            SELECT shard, last_seq, committed_at, octet_length(records), terminals FROM journal WHERE shard = $1 AND time_to >= $2 ORDER BY last_seq
            """;
        CheckShard(shard);
        var keys = await reads.List(
            choose, reader => reader.IsDBNull(4) || TerminalFilter.MayHold(reader.Bytes(4), terminal) ? RowKey.Of(reader) : null, cancellation, shard, from);
        await foreach (var record in Records(keys.OfType<RowKey>(), cancellation))
            yield return record;
    }

    public async IAsyncEnumerable<JournalRecord> ReadBetween(long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The condition of the index stands in the query word for word.
        const string choose = """
            SELECT j.shard, j.last_seq, j.committed_at, octet_length(j.records)
            FROM unnest($1, $2) AS c(class, last) JOIN journal j ON j.time_class = c.class AND j.time_to >= $3 AND j.time_to <= c.last
            WHERE j.time_from <= $4 AND j.time_from < 9223372036854775807
            ORDER BY j.shard, j.last_seq
            """;
        var classes = Enumerable.Range(0, TimeClasses.Count).ToArray();
        var keys = await reads.List(
            choose, RowKey.Of, cancellation, classes.Select(number => (short)number).ToArray(), classes.Select(number => TimeClasses.End(number, to)).ToArray(), from, to);
        await foreach (var record in Records(keys, cancellation))
            yield return record;
    }

    public Task<long> Trim(DateTimeOffset before, CancellationToken cancellation) =>
        PostgresReads.Told(() => partitions.Drop(database, before.UtcTicks, cancellation));

    // A commit of the old owner that is at work is waited for; one that comes later does not find its epoch. The first lock also waits for a snapshot.
    private async Task<ShardHead> NextOwner(int shard, CancellationToken cancellation)
    {
        var mark = ShardMark.Next();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var lockRow = connection.Command("SELECT FROM shard_owner WHERE shard = $1 FOR UPDATE", shard))
            await lockRow.ExecuteNonQueryAsync(cancellation);
        var head = (await connection.List(
            "UPDATE shard_owner SET epoch = epoch + 1, mark = $2 WHERE shard = $1 RETURNING epoch, last_seq, committed_at",
            reader => new ShardHead(reader.GetInt64(0), mark, reader.GetInt64(1), reader.GetInt64(2)), cancellation, shard, mark)).Single();
        await transaction.CommitAsync(cancellation);
        return head;
    }

    // In one stream: a reader stands in nobody's way here.
    private async IAsyncEnumerable<JournalRecord> Stream(int shard, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await PostgresReads.Told(() => database.OpenConnectionAsync(cancellation).AsTask());
        await using var command = connection.Command(
            "SELECT first_seq, records FROM journal WHERE shard = $1 AND last_seq > $2 ORDER BY last_seq", shard, after);
        await using var reader = await PostgresReads.Told(() => command.ExecuteReaderAsync(cancellation));
        var read = false;
        try
        {
            while (await PostgresReads.Told(() => reader.ReadAsync(cancellation)))
            {
                foreach (var record in RecordFraming.Read(reader.Bytes(1), reader.GetInt64(0)))
                {
                    if (record.Seq > after)
                        yield return record;
                }
            }
            read = true;
        }
        finally
        {
            // Or all the rest would be read just to get at the end of it.
            if (!read)
                command.Cancel();
        }
    }

    private async IAsyncEnumerable<JournalRecord> Records(IEnumerable<RowKey> keys, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var page in Pages(keys))
        {
            foreach (var (firstSeq, records) in await Fetch(page, cancellation))
            {
                foreach (var record in RecordFraming.Read(records, firstSeq))
                    yield return record;
            }
        }
    }

    private static IEnumerable<List<RowKey>> Pages(IEnumerable<RowKey> keys)
    {
        var (page, bytes) = (new List<RowKey>(), 0L);
        foreach (var key in keys)
        {
            page.Add(key);
            bytes += key.Bytes;
            if (bytes < PageBytes)
                continue;
            yield return page;
            (page, bytes) = ([], 0);
        }
        if (page.Count > 0)
            yield return page;
    }

    // A row that was dropped meanwhile is not there.
    private Task<List<(long FirstSeq, byte[] Records)>> Fetch(List<RowKey> page, CancellationToken cancellation) => reads.List(
        """
        SELECT j.first_seq, j.records FROM unnest($1, $2, $3) WITH ORDINALITY AS k(shard, last_seq, committed_at, place)
        JOIN journal j ON j.shard = k.shard AND j.last_seq = k.last_seq AND j.committed_at = k.committed_at
        WHERE j.committed_at BETWEEN $4 AND $5
        ORDER BY k.place
        """,
        reader => (reader.GetInt64(0), reader.Bytes(1)),
        cancellation,
        page.Select(key => key.Shard).ToArray(), page.Select(key => key.LastSeq).ToArray(), page.Select(key => key.CommittedAt).ToArray(),
        page.Min(key => key.CommittedAt), page.Max(key => key.CommittedAt));

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)heads.Count, nameof(shard));

    /// <summary>Where a row is, and how long.</summary>
    private sealed record RowKey(int Shard, long LastSeq, long CommittedAt, int Bytes)
    {
        public static RowKey Of(NpgsqlDataReader reader) => new(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3));
    }
}
