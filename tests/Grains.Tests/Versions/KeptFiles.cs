using System.Globalization;
using PosMonitor.Alerts;
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

    /// <summary>The snapshot, after the half of the records; formats before 4 have no layers.</summary>
    public ShardSnapshot Snapshot => new(Journal.Count / 2, new SnapshotParts(Parts(SnapshotName), [.. LayerNumbers().Select(number => new SnapshotLayer(number, Parts(LayerOf(number))))]));

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
        // Two snapshots, so that the second one builds on a layer of the first.
        var (shard, snapshots) = (KeptShard.New(), new SnapshotShelf());
        foreach (var part in (int[])[3, 2])
        {
            var news = kept.UntoldOf(KeptShard.News(journal.Take(journal.Count / part), shard));
            snapshots.Put(ShardSnapshotWriter.WriteChanges(shard.State, new UntoldNews(shard.State.Reported, news)));
        }
        kept.Write(SnapshotName, snapshots.Newest!.Head);
        foreach (var layer in snapshots.Newest.Layers)
            kept.Write(LayerOf(layer.Number), layer.Parts!);
        File.WriteAllLines(Path.Combine(directory, ConcludedName), KeptShard.Conclusions(KeptShard.Fold(journal, KeptShard.New())));
    }

    /// <summary>Of all news those that the kept snapshot says were not told: of the records after the third.</summary>
    public ShardNews[] UntoldOf(IEnumerable<ShardNews> news) =>
        [.. news.Where(each => each.Seq > Journal.Count / 3 && each.Seq <= Journal.Count / 2 && each is not { Effects: [], Figures: [] })];

    private static string LayerOf(long number) => string.Create(CultureInfo.InvariantCulture, $"layer-{number}.bin");

    private IEnumerable<long> LayerNumbers() => Enumerable.Range(-Journal.Count, 2 * Journal.Count + 1).Select(number => (long)number).Where(number => File.Exists(Path.Combine(directory, LayerOf(number))));

    private List<ReadOnlyMemory<byte>> Parts(string name) => [.. Blobs(name).Select(bytes => (ReadOnlyMemory<byte>)bytes)];

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
