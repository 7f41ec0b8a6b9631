using System.Buffers.Binary;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Storage;

/// <summary>
/// Owns a shard as its grain does: sends several records at a time, counts only what was answered as written, and numbers what was refused again.
/// Every record that it ever sends is another one, so that the journal shows which of them it took.
/// </summary>
internal sealed class ShardOwner(IJournal journal, int shard)
{
    private static long _sent;

    private long _epoch;
    private long _last;

    /// <summary>Records that were answered as written, in the order of their numbers.</summary>
    public List<long> Written { get; } = [];

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How many were answered with "not known yet".</summary>
    public int InDoubt { get; private set; }

    /// <summary>True once another owner has come.</summary>
    public bool Lost { get; private set; }

    /// <summary>Takes the shard over and goes on after its last record.</summary>
    public async Task TakeOver()
    {
        _epoch = await journal.TakeOver(shard, CancellationToken.None);
        _last = (await Journaled(journal, shard)).Count;
    }

    /// <summary>Sends so many records at once, and waits for all answers.</summary>
    public async Task Append(int records)
    {
        var sent = new List<(long Id, Task Answer)>();
        for (var i = 1; i <= records && !Lost; i++)
        {
            var id = Interlocked.Increment(ref _sent);
            sent.Add((id, journal.Append(new JournalEntry(shard, _epoch, _last + i, Record(id), id, id, [1]))));
        }
        var open = true;
        foreach (var (id, answer) in sent)
        {
            var written = await IsWritten(answer);
            Assert.True(open || !written, $"shard {shard}: a record was written after one that was not");
            open &= written;
            if (!written)
                continue;
            Written.Add(id);
            _last++;
        }
    }

    /// <summary>What the journal holds of a shard, checked for gaps.</summary>
    public static async Task<List<long>> Journaled(IJournal journal, int shard)
    {
        var records = new List<long>();
        await foreach (var record in journal.Read(shard, 0, CancellationToken.None))
        {
            Assert.Equal(records.Count + 1, record.Seq);
            records.Add(BinaryPrimitives.ReadInt64LittleEndian(record.Bytes.Span));
        }
        return records;
    }

    private async Task<bool> IsWritten(Task answer)
    {
        try
        {
            await answer.WaitAsync(TestStore.Timeout);
            return true;
        }
        catch (JournalUnavailableException)
        {
            Refused++;
            return false;
        }
        catch (EpochLostException)
        {
            Lost = true;
            return false;
        }
        catch (CommitInDoubtException doubt)
        {
            InDoubt++;
            return await IsWritten(doubt.Outcome);
        }
    }

    private static byte[] Record(long id)
    {
        var record = new byte[200];
        BinaryPrimitives.WriteInt64LittleEndian(record, id);
        return record;
    }
}
