using Microsoft.Data.Sqlite;
using PosMonitor.Journal;
using PosMonitor.Storage;
using SQLitePCL;

namespace PosMonitor.Sqlite;

/// <summary>
/// Gathers the entries of one commit into a row a shard, and writes them. The statement is bound from reused buffers, below the ADO
/// interface, which would want an array of its own for each row.
/// </summary>
internal sealed class JournalRows : IDisposable
{
    private const int LongestRow = 256 << 10;
    private const string Insert = "INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly TimeProvider _time;
    private readonly JournalRow?[] _rows;
    private readonly List<int> _gathered = [];
    private byte[] _filter = new byte[256];

    public JournalRows(SqliteConnection connection, int shards, TimeProvider time)
    {
        _database = connection.Handle!;
        _time = time;
        _rows = new JournalRow?[shards];
        Check(raw.sqlite3_prepare_v2(_database, Insert, out _insert));
    }

    public void Add(in JournalEntry entry)
    {
        var row = _rows[entry.Shard] ??= new JournalRow();
        if (!row.Takes(entry, LongestRow))
            Write(entry.Shard, row);
        if (row.IsEmpty)
            _gathered.Add(entry.Shard);
        row.Add(entry);
    }

    /// <summary>Writes what is gathered.</summary>
    public void Flush()
    {
        foreach (var shard in _gathered)
        {
            var row = _rows[shard]!;
            if (!row.IsEmpty)
                Write(shard, row);
        }
        _gathered.Clear();
    }

    /// <summary>Drops what is gathered.</summary>
    public void Forget()
    {
        foreach (var shard in _gathered)
            _rows[shard]!.Clear();
        _gathered.Clear();
    }

    private void Write(int shard, JournalRow row)
    {
        Check(raw.sqlite3_bind_int64(_insert, 1, shard));
        Check(raw.sqlite3_bind_int64(_insert, 2, row.FirstSeq));
        Check(raw.sqlite3_bind_int64(_insert, 3, row.LastSeq));
        Check(raw.sqlite3_bind_int64(_insert, 4, row.Epoch));
        Check(raw.sqlite3_bind_int64(_insert, 5, _time.GetUtcNow().UtcTicks));
        Check(raw.sqlite3_bind_int64(_insert, 6, row.From));
        Check(raw.sqlite3_bind_int64(_insert, 7, row.To));
        BindFilter(row.Terminals);
        Check(raw.sqlite3_bind_blob(_insert, 9, row.Records.Span));
        var result = raw.sqlite3_step(_insert);
        raw.sqlite3_reset(_insert);
        if (result != raw.SQLITE_DONE)
            Check(result);
        row.Clear();
    }

    private void BindFilter(ReadOnlySpan<uint> terminals)
    {
        if (terminals.IsEmpty)
        {
            Check(raw.sqlite3_bind_null(_insert, 8));
            return;
        }
        var size = TerminalFilter.Size(terminals.Length);
        if (size > _filter.Length)
            _filter = new byte[size * 2];
        TerminalFilter.Fill(_filter.AsSpan(0, size), terminals);
        Check(raw.sqlite3_bind_blob(_insert, 8, _filter.AsSpan(0, size)));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);

    public void Dispose() => _insert.Dispose();
}
