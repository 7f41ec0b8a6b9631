using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>
/// The one thread that writes. It takes everything that waits, writes it in one transaction and completes it: while a commit waits for the
/// disk, the next one gathers. Bulk work (snapshots, trimming) comes in small steps of a commit each, in between.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const long MostBytesPerCommit = 16 << 20;

    private readonly object _gate = new();
    private readonly Queue<WriteJob> _waiting = new();
    private readonly Queue<WriteJob> _bulk = new();
    private readonly WriteSession _session;
    private readonly StoreCheckpoints _checkpoints;
    private readonly StoreHealth _health;
    private readonly Thread _thread;
    private bool _closing;

    public StoreWriter(WriteSession session, StoreCheckpoints checkpoints, StoreHealth health)
    {
        _health = health;
        _session = session;
        _checkpoints = checkpoints;
        _thread = new Thread(Work) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a job; its task completes when it is durable.</summary>
    public Task Write(WriteJob job) => Enqueue(_waiting, job);

    /// <summary>Queues a step of bulk work, which gives way to everything else.</summary>
    public Task WriteBulk(WriteJob job) => Enqueue(_bulk, job);

    private Task Enqueue(Queue<WriteJob> queue, WriteJob job)
    {
        lock (_gate)
        {
            if (_closing)
            {
                job.SetException(new JournalUnavailableException("The store is closed."));
                return job.Task;
            }
            queue.Enqueue(job);
            Monitor.Pulse(_gate);
        }
        return job.Task;
    }

    private void Work()
    {
        var jobs = new List<WriteJob>();
        while (Take(jobs, out var bulk))
        {
            Commit(jobs);
            if (bulk is not null)
            {
                jobs.Add(bulk);
                Commit(jobs);
            }
        }
        _checkpoints.Finish();
        _session.Dispose();
    }

    // False when the store closes and nothing waits any more.
    private bool Take(List<WriteJob> jobs, out WriteJob? bulk)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && _bulk.Count == 0 && !_closing)
                Monitor.Wait(_gate);
            for (var bytes = 0L; bytes < MostBytesPerCommit && _waiting.TryDequeue(out var job); bytes += job.Bytes)
                jobs.Add(job);
            _bulk.TryDequeue(out bulk);
            return jobs.Count > 0 || bulk is not null;
        }
    }

    private void Commit(List<WriteJob> jobs)
    {
        if (jobs.Count == 0)
            return;
        Tell(_session.Commit(jobs));
        jobs.Clear();
        _checkpoints.Between(_session.Connection);
    }

    private void Tell(Exception? failure)
    {
        if (failure is not null)
            _health.Failed(this, failure.Message);
        else
            _health.Works(this);
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
    }
}
