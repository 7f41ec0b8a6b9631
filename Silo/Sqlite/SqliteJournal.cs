using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PosMonitor.Journal;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>The journal in SQLite.</summary>
internal sealed class SqliteJournal(StoreWriter writer, StoreReads reads, int shards) : IJournal
{
    // A page of reading is as many rows as hold about this much, so that no reader stands in the way of the log for long.
    private const int PageBytes = 1 << 20;
    private const int PageRows = 4096;

    public async Task<long> TakeOver(int shard, CancellationToken cancellation)
    {
        CheckShard(shard);
        cancellation.ThrowIfCancellationRequested();
        var job = new ShardTakeOver(shard);
        await writer.Write(job);
        return job.Epoch;
    }

    public async Task<IReadOnlySet<int>> Owned(IReadOnlyCollection<ShardEpoch> held, CancellationToken cancellation)
    {
        var owners = await reads.Run(ReadOwners, cancellation);
        return held.Where(shard => owners.GetValueOrDefault(shard.Shard) == shard.Epoch).Select(shard => shard.Shard).ToHashSet();
    }

    public Task Append(JournalEntry entry)
    {
        CheckShard(entry.Shard);
        return writer.Write(new JournalAppend(entry));
    }

    public IAsyncEnumerable<JournalRecord> Read(int shard, long after, CancellationToken cancellation)
    {
        CheckShard(shard);
        return Records((connection, last) => ReadPage(connection, shard, last), after, cancellation);
    }

    public IAsyncEnumerable<JournalRecord> ReadTerminal(int shard, uint terminal, long from, CancellationToken cancellation)
    {
        CheckShard(shard);
        return Records((connection, last) => ReadTerminalPage(connection, shard, terminal, from, last), 0, cancellation);
    }

    public async IAsyncEnumerable<JournalRecord> ReadBetween(long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await reads.Run(connection => JournalTimes.Rows(connection, from, to), cancellation);
        for (var next = 0; next < rows.Count;)
        {
            var first = next;
            var page = await reads.Run(connection => ReadRows(connection, rows, first), cancellation);
            foreach (var (firstSeq, records) in page.Rows)
            {
                foreach (var record in RecordFraming.Read(records, firstSeq))
                    yield return record;
            }
            next = (int)page.LastSeq;
        }
    }

    public async Task<long> Trim(DateTimeOffset before, CancellationToken cancellation)
    {
        var dropped = 0L;
        for (var shard = 0; shard < shards; shard++)
        {
            JournalTrim step;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                step = new JournalTrim(shard, before.UtcTicks);
                await writer.WriteBulk(step);
                dropped += step.Dropped;
            }
            while (step.Dropped >= JournalTrim.Step);
        }
        return dropped;
    }

    private static Dictionary<int, long> ReadOwners(SqliteConnection connection)
    {
        using var command = connection.Prepared("SELECT shard, epoch FROM shard_owner");
        using var reader = command.ExecuteReader();
        var owners = new Dictionary<int, long>();
        while (reader.Read())
            owners.Add(reader.GetInt32(0), reader.GetInt64(1));
        return owners;
    }

    private async IAsyncEnumerable<JournalRecord> Records(
        Func<SqliteConnection, long, Page> read, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = after; ;)
        {
            var from = last;
            var page = await reads.Run(connection => read(connection, from), cancellation);
            foreach (var (firstSeq, records) in page.Rows)
            {
                foreach (var record in RecordFraming.Read(records, firstSeq))
                {
                    if (record.Seq > after)
                        yield return record;
                }
            }
            if (page.IsLast)
                yield break;
            last = page.LastSeq;
        }
    }

    private static Page ReadPage(SqliteConnection connection, int shard, long after)
    {
        using var command = connection.Prepared(
            "SELECT first_seq, last_seq, records FROM journal WHERE shard = $shard AND last_seq > $after ORDER BY last_seq", "$shard", "$after");
        using var reader = command.With(shard, after).ExecuteReader();
        var page = new Page(after);
        while (page.Bytes < PageBytes)
        {
            if (!reader.Read())
            {
                page.IsLast = true;
                break;
            }
            page.Add(reader.GetInt64(0), reader.Blob(2));
            page.LastSeq = reader.GetInt64(1);
        }
        return page;
    }

    // The rows are chosen without their records, which SQLite would read from overflow pages for every row that it steps over.
    private static Page ReadTerminalPage(SqliteConnection connection, int shard, uint terminal, long from, long after)
    {
        const string choose = """
            SELECT rowid, first_seq, last_seq, terminals FROM journal
            WHERE shard = $shard AND last_seq > $after AND time_to >= $from ORDER BY last_seq LIMIT $rows
            """;
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.Prepared(choose, "$shard", "$after", "$from", "$rows");
        using var fetch = connection.Prepared("SELECT records FROM journal WHERE rowid = $row", "$row");
        using var reader = command.With(shard, after, from, PageRows).ExecuteReader();
        var page = new Page(after);
        for (var rows = 0; page.Bytes < PageBytes && rows < PageRows; rows++)
        {
            if (!reader.Read())
            {
                page.IsLast = true;
                break;
            }
            if (reader.IsDBNull(3) || TerminalFilter.MayHold(reader.Blob(3), terminal))
                page.Add(reader.GetInt64(1), (byte[])fetch.With(reader.GetInt64(0)).ExecuteScalar()!);
            page.LastSeq = reader.GetInt64(2);
        }
        return page;
    }

    // The page ends at a place in the list, not at a number of a record. A row that was trimmed meanwhile is not there.
    private static Page ReadRows(SqliteConnection connection, List<long> rows, int first)
    {
        using var command = connection.Prepared("SELECT first_seq, records FROM journal WHERE rowid = $row", "$row");
        var page = new Page(first);
        while (page.LastSeq < rows.Count && page.Bytes < PageBytes)
        {
            using var reader = command.With(rows[(int)page.LastSeq++]).ExecuteReader();
            if (reader.Read())
                page.Add(reader.GetInt64(0), reader.Blob(1));
        }
        return page;
    }

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)shards, nameof(shard));

    private sealed class Page(long lastSeq)
    {
        public List<(long FirstSeq, byte[] Records)> Rows { get; } = [];
        public long LastSeq { get; set; } = lastSeq;
        public long Bytes { get; private set; }
        public bool IsLast { get; set; }

        public void Add(long firstSeq, byte[] records)
        {
            Rows.Add((firstSeq, records));
            Bytes += records.Length;
        }
    }
}
