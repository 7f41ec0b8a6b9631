using System.Runtime.CompilerServices;
using PosMonitor.Journal;

namespace PosMonitor.Tests.Shards;

/// <summary>Journals that can be read from their beginning, and nothing else.</summary>
internal sealed class RecordedJournal(Func<int, IReadOnlyList<JournalRecord>> records) : IJournal
{
    public async IAsyncEnumerable<JournalRecord> Read(int shard, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var record in records(shard))
            if (record.Seq > after)
                yield return record;
    }

    public Task<long> TakeOver(int shard, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlySet<int>> Owned(IReadOnlyCollection<ShardEpoch> claims, CancellationToken cancellation) => throw new NotSupportedException();

    public Task Append(JournalEntry entry) => throw new NotSupportedException();

    public IAsyncEnumerable<JournalRecord> ReadTerminal(int shard, uint terminal, long from, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<JournalRecord> ReadBetween(long from, long to, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> Trim(DateTimeOffset before, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>No snapshot of any shard.</summary>
internal sealed class NoSnapshots : ISnapshotStore
{
    public Task Save(int shard, long epoch, long seq, SnapshotParts parts) => throw new NotSupportedException();

    public Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation) => Task.FromResult<ShardSnapshot?>(null);
}
