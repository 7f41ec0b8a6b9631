using System.Diagnostics;
using Npgsql;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>
/// Commits to one of the two books that a single grain writes. A commit goes through only on the state that the grain has read or made: a second
/// book that works at the same time, in whichever process, fails and writes nothing.
/// </summary>
internal sealed class BookWriter(string name, NpgsqlDataSource database, StoreHealth health)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    private BookHead? _known;
    private bool _failing;

    /// <summary>Reads where the book stands, in the transaction in which the grain loads it.</summary>
    public async Task<BookHead> Load(NpgsqlConnection connection, CancellationToken cancellation) => _known = await Read(connection, cancellation);

    /// <summary>Writes changes that are numbered after the last one.</summary>
    /// <param name="numbers">Their numbers, in order.</param>
    /// <param name="statements">Statements of a <c>WITH</c> that insert, each from <c>claim</c> besides what else, so that they do nothing without it. Their first parameter is <c>$5</c>.</param>
    /// <param name="parameters">Their parameters.</param>
    /// <exception cref="InvalidOperationException">The numbers do not follow, or another book has written meanwhile; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was written.</exception>
    /// <exception cref="TimeoutException">It is not known what was written: read the book again.</exception>
    public async Task Write(IReadOnlyList<long> numbers, string statements, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var known = _known ??= await PostgresReads.Repeated(ReadNow);
        CheckNumbers(known.Last, numbers);
        var next = new BookHead(ShardMark.Next(), known.Last + numbers.Count);
        await Commit(known, next, statements, parameters);
        _known = next;
    }

    private void CheckNumbers(long last, IReadOnlyList<long> numbers)
    {
        foreach (var number in numbers)
        {
            if (number != ++last)
                throw new InvalidOperationException($"Change {number} of the {name} does not follow {last - 1}, the last one in the store.");
        }
    }

    private async Task Commit(BookHead known, BookHead next, string statements, IReadOnlyList<NpgsqlParameter> parameters)
    {
        try
        {
            await using var connection = await Connect();
            await using var command = Statement(connection, known, next, statements, parameters);
            var claimed = (long)(await command.ExecuteScalarAsync())!;
            Works();
            if (claimed == 0)
                throw Another();
        }
        catch (NpgsqlException refusal) when (PostgresFailure.IsRefusal(refusal))
        {
            throw NotWritten(refusal);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException)
        {
            Fails(failure);
            await Resolve(known, next, failure);
        }
    }

    private async Task<NpgsqlConnection> Connect()
    {
        try
        {
            return await database.OpenConnectionAsync();
        }
        catch (NpgsqlException failure)
        {
            throw NotWritten(failure);
        }
    }

    private NpgsqlCommand Statement(NpgsqlConnection connection, BookHead known, BookHead next, string statements, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var sql = $"""
            WITH claim AS (UPDATE book SET mark = $1, last = $2 WHERE name = $3 AND mark = $4 RETURNING name){statements}
            SELECT count(*) FROM claim
            """;
        var command = connection.Command(sql, next.Mark, next.Last, name, known.Mark);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Finds out what became of a commit that broke off, and sees to it that it never comes where it has not.</summary>
    private async Task Resolve(BookHead known, BookHead next, Exception failure)
    {
        var barrier = known with { Mark = ShardMark.Next() };
        var since = Stopwatch.StartNew();
        do
        {
            using var attempt = new CancellationTokenSource(Patience);
            try
            {
                var mark = await SetBarrier(known.Mark, barrier.Mark, attempt.Token);
                Works();
                if (mark == next.Mark)
                    return;
                if (mark != known.Mark && mark != barrier.Mark)
                    throw Another();
                _known = barrier;
                throw new JournalUnavailableException($"The store could not be written: {PostgresFailure.Words(failure)}", failure);
            }
            catch (Exception again) when (again is NpgsqlException or IOException or OperationCanceledException)
            {
                await Task.Delay(Pause);
            }
        }
        while (since.Elapsed < Patience);
        _known = null;
        throw new TimeoutException($"Whether the {name} were written is not known: {PostgresFailure.Words(failure)}");
    }

    /// <summary>Replaces the mark where it is the one before the commit.</summary>
    /// <returns>The mark that was found.</returns>
    private async Task<long> SetBarrier(long expected, long barrier, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Waits for the commit where it is still at work.
        var mark = (await connection.List("SELECT mark FROM book WHERE name = $1 FOR UPDATE", reader => reader.GetInt64(0), cancellation, name)).Single();
        if (mark == expected)
        {
            await using var set = connection.Command("UPDATE book SET mark = $1 WHERE name = $2", barrier, name);
            await set.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return mark;
    }

    private async Task<BookHead> ReadNow()
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Read(connection, CancellationToken.None);
    }

    private async Task<BookHead> Read(NpgsqlConnection connection, CancellationToken cancellation) => (await connection.List(
        "SELECT mark, last FROM book WHERE name = $1", reader => new BookHead(reader.GetInt64(0), reader.GetInt64(1)), cancellation, name)).Single();

    private InvalidOperationException Another()
    {
        _known = null;
        return new InvalidOperationException($"Another process has written the {name} meanwhile.");
    }

    private JournalUnavailableException NotWritten(Exception failure)
    {
        Fails(failure);
        return new JournalUnavailableException($"The store could not be written: {PostgresFailure.Words(failure)}", failure);
    }

    private void Fails(Exception failure)
    {
        health.Failed(this, PostgresFailure.Words(failure));
        if (!Interlocked.Exchange(ref _failing, true))
            _ = Probe();
    }

    // Who could not write may not come again, so it is tried whether the book can be written.
    private async Task Probe()
    {
        while (Volatile.Read(ref _failing))
        {
            await Task.Delay(ProbeEvery);
            try
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var command = connection.Command("UPDATE book SET mark = mark WHERE name = $1", name);
                await command.ExecuteNonQueryAsync();
                Works();
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException)
            {
                // It still cannot.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Works()
    {
        Volatile.Write(ref _failing, false);
        health.Works(this);
    }
}
