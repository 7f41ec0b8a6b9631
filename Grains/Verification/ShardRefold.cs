using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Verification;

/// <summary>A shard folded anew from its journal, with what it would have told the alert book on the way.</summary>
public sealed class ShardRefold
{
    private readonly ShardOptions _options;
    private readonly List<ShardNews> _news = [];
    private readonly List<(long Seq, long Version)> _configurations = [];

    private ShardRefold(int number, ShardOptions options)
    {
        (Number, _options) = (number, options);
        Shard = new Shard(options);
    }

    public int Number { get; }

    public Shard Shard { get; private set; }

    /// <summary>The record before the first that was folded: 0 where the whole journal was.</summary>
    public long From { get; private set; }

    /// <summary>How many records were folded.</summary>
    public long Records { get; private set; }

    /// <summary>How many events were in them.</summary>
    public long Events => Shard.Events;

    /// <summary>What followed from the records that have an effect or a report, in order.</summary>
    public IReadOnlyList<ShardNews> News => _news;

    /// <summary>The version of settings and registry that was in force after a record.</summary>
    public long VersionAt(long seq) => _configurations.TakeWhile(configured => configured.Seq <= seq).Select(configured => configured.Version).LastOrDefault();

    /// <summary>Folds a shard's journal: all of it, or where its beginning was dropped all after the snapshot.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="options">What the fold depends on beside it.</param>
    /// <param name="number">The shard.</param>
    /// <param name="snapshot">The newest snapshot, where there is one.</param>
    /// <param name="through">The last record to fold.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ShardRefold> Run(
        IJournal journal, ShardOptions options, int number, ShardSnapshot? snapshot, long through, CancellationToken cancellation)
    {
        var refold = new ShardRefold(number, options);
        await foreach (var record in journal.Read(number, 0, cancellation))
        {
            if (record.Seq > through)
                break;
            if (refold.Records == 0 && record.Seq > 1 && snapshot is not null)
                refold.Begin(snapshot);
            if (record.Seq > refold.Shard.State.Seq)
                refold.Apply(record);
        }
        if (refold.Records == 0 && snapshot is not null && snapshot.Seq <= through)
            refold.Begin(snapshot);
        return refold;
    }

    /// <summary>The shard of a snapshot, as it is.</summary>
    public static Shard Restore(ShardOptions options, SnapshotParts snapshot)
    {
        var shard = new Shard(options);
        ShardSnapshotReader.Read(snapshot, shard.State);
        return shard;
    }

    private void Begin(ShardSnapshot snapshot)
    {
        Shard = Restore(_options, snapshot.Parts);
        From = snapshot.Seq;
    }

    private void Apply(JournalRecord record)
    {
        var version = Shard.State.Book.Now.Version;
        var output = Shard.Apply(record.Seq, record.Bytes);
        Records++;
        if (!output.IsEmpty)
            _news.Add(new ShardNews(Number, record.Seq, [.. output.Effects], [.. output.Reports]));
        if (Shard.State.Book.Now.Version != version)
            _configurations.Add((record.Seq, Shard.State.Book.Now.Version));
    }
}
