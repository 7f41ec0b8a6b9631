using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>
/// Writes the journal of some of the shards on a connection of its own: it takes everything that waits and writes it in one transaction; while that
/// waits for the disk, the next one gathers. A commit whose outcome is unknown is cleared up before anything else is written (decisions/unknown-commits.md).
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const long MostBytesPerCommit = 16 << 20;
    private const int CommitSeconds = 5;
    private const int MostCollisions = 5;

    // How long who waits for an append is left without an answer while the outcome of its commit is unknown.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    private readonly Channel<JournalAppend> _waiting = Channel.CreateUnbounded<JournalAppend>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly NpgsqlDataSource _database;
    private readonly ShardHeads _heads;
    private readonly JournalPartitions _partitions;
    private readonly JournalGroup _group;
    private readonly StoreHealth _health;
    private readonly PostgresLog _log;
    private readonly TimeProvider _time;
    private readonly Task _working;
    private NpgsqlConnection? _connection;
    private volatile bool _inDoubt;
    private bool _unreachable;

    public JournalWriter(NpgsqlDataSource database, ShardHeads heads, JournalPartitions partitions, StoreHealth health, PostgresLog log, TimeProvider time)
    {
        (_database, _heads, _partitions, _health, _log, _time) = (database, heads, partitions, health, log, time);
        _group = new JournalGroup(heads);
        _working = Task.Run(Work);
    }

    /// <summary>Queues a record; the task is done when it is durable.</summary>
    public Task Append(in Journal.JournalEntry entry)
    {
        var append = new JournalAppend(entry);
        if (_inDoubt)
            append.Failed(new JournalUnavailableException("The database does not answer; what was written last is being found out."));
        else if (!_waiting.Writer.TryWrite(append))
            append.Failed(new JournalUnavailableException("The store is closed."));
        return append.Answer;
    }

    private async Task Work()
    {
        while (!_closing.IsCancellationRequested && await WaitForWork())
        {
            Gather();
            if (_group.Claims.Count > 0)
                await Commit();
            _group.Clear();
        }
        RefuseWaiting();
    }

    // False when the store closes and nothing waits any more. While the server is away, a look now and then tells when it is back, though nobody appends.
    private async Task<bool> WaitForWork()
    {
        var work = _waiting.Reader.WaitToReadAsync().AsTask();
        while (_unreachable && await Task.WhenAny(work, Task.Delay(ProbeEvery, _closing.Token)) != work && !_closing.IsCancellationRequested)
            await Probe();
        return await work;
    }

    private void Gather()
    {
        var now = _time.GetUtcNow().UtcTicks;
        while (_group.Bytes < MostBytesPerCommit && _waiting.Reader.TryRead(out var append))
            _group.Add(append, now);
    }

    private async Task Commit()
    {
        if (await Connect() is { } unreachable)
        {
            End(_ => ClaimOutcome.NotWritten, unreachable);
            return;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var written = await JournalCommit.Run(_connection!, _group.Claims, CommitSeconds);
                End(claim => written.Contains(claim.Shard) ? ClaimOutcome.Written : ClaimOutcome.Lost, null);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsCollision(failure) && attempt < MostCollisions)
            {
            }
            catch (Exception failure) when (PostgresFailure.IsRefusal(failure))
            {
                End(_ => ClaimOutcome.NotWritten, failure);
                return;
            }
            catch (Exception failure)
            {
                await Disconnect();
                await Resolve(failure);
                return;
            }
        }
    }

    /// <summary>Opens the connection where it is not, and makes the partition.</summary>
    /// <returns>Why that failed, or null; nothing is written then.</returns>
    private async Task<Exception?> Connect()
    {
        try
        {
            if (_connection is not { FullState: System.Data.ConnectionState.Open })
            {
                await Disconnect();
                _connection = await _database.OpenConnectionAsync();
            }
            await _partitions.Ensure(_connection, _group.Claims.Max(claim => claim.CommittedAt));
            return null;
        }
        catch (Exception failure)
        {
            await Disconnect();
            return failure;
        }
    }

    private async Task Resolve(Exception failure)
    {
        Fails(failure);
        var since = Stopwatch.StartNew();
        while (true)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            if (!_inDoubt)
                attempt.CancelAfter(Patience > since.Elapsed ? Patience - since.Elapsed : TimeSpan.Zero);
            try
            {
                var outcomes = await JournalResolution.Run(_database, _group.Claims, attempt.Token);
                if (_inDoubt)
                    _log.DoubtOver(_group.Claims.Where(claim => outcomes[claim.Shard] is ClaimOutcome.Written or ClaimOutcome.WrittenAndLost).Sum(claim => claim.Appends.Count));
                _inDoubt = false;
                End(claim => outcomes[claim.Shard], failure);
                Works();
                return;
            }
            catch (Exception again)
            {
                if (!_inDoubt && (since.Elapsed >= Patience || _closing.IsCancellationRequested))
                    TellDoubt(again);
                if (_closing.IsCancellationRequested)
                    return;
            }
            if (_inDoubt)
                RefuseWaiting();
            await Task.Delay(Pause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TellDoubt(Exception failure)
    {
        _inDoubt = true;
        var why = PostgresFailure.Words(failure);
        _log.InDoubt(_group.Appends, why);
        foreach (var append in _group.Claims.SelectMany(claim => claim.Appends))
            append.InDoubt($"Whether the record was written is not known yet: {why}");
    }

    private void RefuseWaiting()
    {
        while (_waiting.Reader.TryRead(out var append))
            append.Failed(new JournalUnavailableException("The database does not answer; what was written last is being found out."));
    }

    /// <summary>Answers everybody, and leaves the heads as the database has them.</summary>
    private void End(Func<ShardClaim, ClaimOutcome> outcomeOf, Exception? failure)
    {
        foreach (var claim in _group.Claims)
        {
            var outcome = outcomeOf(claim);
            _heads.Move(claim.Shard, claim.Head, HeadAfter(claim, outcome));
            foreach (var append in claim.Appends)
                Answer(append, outcome, failure);
        }
        if (failure is null)
            Works();
        else
            Fails(failure);
    }

    private static ShardHead? HeadAfter(ShardClaim claim, ClaimOutcome outcome) => outcome switch
    {
        ClaimOutcome.Written => claim.After,
        ClaimOutcome.NotWritten => claim.Head,
        ClaimOutcome.Barred => claim.Head with { Mark = claim.Barrier },
        _ => null,
    };

    private static void Answer(JournalAppend append, ClaimOutcome outcome, Exception? failure)
    {
        if (outcome is ClaimOutcome.Written or ClaimOutcome.WrittenAndLost)
            append.Written();
        else if (outcome == ClaimOutcome.Lost)
            append.Failed(ShardHeads.Lost(append.Entry.Shard, append.Entry.Epoch));
        else
            append.Failed(new JournalUnavailableException($"The store could not be written: {PostgresFailure.Words(failure!)}", failure!));
    }

    private async Task Probe()
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(_closing.Token);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(_closing.Token);
            Works();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or OperationCanceledException)
        {
            // It still does not.
        }
    }

    private void Fails(Exception failure)
    {
        _unreachable = !PostgresFailure.IsRefusal(failure);
        _health.Failed(this, PostgresFailure.Words(failure));
    }

    private void Works()
    {
        _unreachable = false;
        _health.Works(this);
    }

    private async Task Disconnect()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException)
        {
            // It was broken already.
        }
    }

    /// <summary>Writes what waits, unless what was written last cannot be found out.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (await Task.WhenAny(_working, Task.Delay(Patience * 3)) != _working || _inDoubt)
            await _closing.CancelAsync();
        await _closing.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Disconnect();
        _closing.Dispose();
    }
}
