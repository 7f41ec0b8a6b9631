using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Versions;

/// <summary>A shard's journal and a snapshot from its middle, as a build of some day wrote them, and what it concluded from them.</summary>
internal sealed class KeptFiles(string directory)
{
    private const string JournalName = "journal.bin", SnapshotName = "snapshot.bin", ConcludedName = "concluded.txt";

    /// <summary>Every build that changed a format has left a directory.</summary>
    public static IEnumerable<KeptFiles> All => Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Versions")).Order(StringComparer.Ordinal).Select(path => new KeptFiles(path));

    public string Name => Path.GetFileName(directory);

    public IReadOnlyList<JournalRecord> Journal => [.. Blobs(JournalName).Select((bytes, place) => new JournalRecord(place + 1, bytes))];

    /// <summary>The snapshot, after the half of the records.</summary>
    public ShardImage Snapshot
    {
        get
        {
            var journal = Journal;
            return new ShardImage(journal.Count / 2, [.. Blobs(SnapshotName).Select(bytes => (ReadOnlyMemory<byte>)bytes)]);
        }
    }

    public string[] Concluded => File.ReadAllLines(Path.Combine(directory, ConcludedName));

    /// <summary>Leaves what this build writes of a random history.</summary>
    public static void Keep(string directory, int seed)
    {
        Directory.CreateDirectory(directory);
        var kept = new KeptFiles(directory);
        var run = new MonitorRun(1);
        foreach (var step in new RandomHistory(seed).Draw())
            run.Take(step);
        var journal = run.JournalOf(0);
        kept.Write(JournalName, journal.Select(record => record.Bytes));
        var half = KeptShard.Fold(journal.Take(journal.Count / 2));
        kept.Write(SnapshotName, ShardSnapshotWriter.Write(half.State));
        File.WriteAllLines(Path.Combine(directory, ConcludedName), KeptShard.Conclusions(KeptShard.Fold(journal)));
    }

    private void Write(string name, IEnumerable<ReadOnlyMemory<byte>> blobs)
    {
        using var writer = new BinaryWriter(File.Create(Path.Combine(directory, name)));
        foreach (var blob in blobs)
        {
            writer.Write(blob.Length);
            writer.Write(blob.Span);
        }
    }

    private List<byte[]> Blobs(string name)
    {
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(directory, name)));
        List<byte[]> blobs = [];
        while (reader.BaseStream.Position < reader.BaseStream.Length)
            blobs.Add(reader.ReadBytes(reader.ReadInt32()));
        return blobs;
    }
}
