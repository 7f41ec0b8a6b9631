using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Verification;

/// <summary>
/// Folds the journals anew, beside whatever runs, and compares what follows with what is kept: every shard's terminals, transactions and totals, and
/// the alerts.
/// </summary>
/// <param name="journal">The journals.</param>
/// <param name="snapshots">The newest snapshots.</param>
/// <param name="alerts">The alerts.</param>
/// <param name="configuration">Settings and registry.</param>
/// <param name="monitor">The options that the monitor runs with.</param>
/// <param name="detection">The thresholds and durations that it was started with.</param>
/// <param name="time">The server's clock.</param>
public sealed class Verifier(
    IJournal journal, ISnapshotStore snapshots, IAlertStore alerts, IConfigurationStore configuration, MonitorOptions monitor, DetectionOptions detection, TimeProvider time)
{
    private const int Page = 1000;
    private readonly ShardOptions _options = ShardOptions.Of(monitor, detection);

    /// <param name="live">The live state of a shard; null where nothing runs: then its newest snapshot and the journal after it take its place.</param>
    /// <param name="progress">Is told of each shard that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<VerificationReport> Run(Func<int, Task<ShardImage>>? live, Action<int> progress, CancellationToken cancellation)
    {
        var report = new VerificationReport { Shards = monitor.Shards };
        // The book first: every record that it has heard of, the shards have applied.
        var book = await alerts.Load(cancellation);
        var kept = await AlertsThrough(book.LastSeq, cancellation);
        List<ShardRefold> shards = [];
        for (var number = 0; number < monitor.Shards; number++)
        {
            shards.Add(await Shard(number, live, report, cancellation));
            progress(number);
        }
        report.FromSnapshot = shards.Count(shard => shard.From > 0);
        if (report.FromSnapshot == 0)
            await CompareAlerts(shards, book, kept, report, cancellation);
        return report;
    }

    private async Task<ShardRefold> Shard(int number, Func<int, Task<ShardImage>>? live, VerificationReport report, CancellationToken cancellation)
    {
        var snapshot = await snapshots.Load(number, cancellation);
        var image = live is null ? null : await live(number);
        var refold = await ShardRefold.Run(journal, _options, number, snapshot, image?.Seq ?? long.MaxValue, cancellation);
        var kept = image is not null ? ShardRefold.Restore(_options, new SnapshotParts(image.Parts)) : await Restart(number, snapshot, cancellation);
        report.Records += refold.Records;
        report.Events += refold.Events;
        report.Terminals += refold.Shard.State.Terminals.Length;
        var clock = monitor.Clock == ClockMode.Stream ? refold.Shard.State.Clock : time.GetUtcNow().UtcTicks;
        report.Differences.AddRange(new ShardComparison(number, kept, refold.Shard, clock).Differences());
        return refold;
    }

    // What a start would bring back.
    private async Task<Shard> Restart(int number, ShardSnapshot? snapshot, CancellationToken cancellation)
    {
        var shard = snapshot is null ? new Shard(_options) : ShardRefold.Restore(_options, snapshot.Parts);
        await foreach (var record in journal.Read(number, shard.State.Seq, cancellation))
            shard.Apply(record.Seq, record.Bytes);
        return shard;
    }

    private async Task CompareAlerts(
        List<ShardRefold> shards, AlertBookState book, Dictionary<string, Alert> kept, VerificationReport report, CancellationToken cancellation)
    {
        var refolded = await new AlertRefold(monitor, detection, shards, book, await Changes(cancellation)).Run();
        var comparison = new AlertComparison(kept, refolded, explains: monitor.Clock == ClockMode.Stream);
        report.Alerts = kept.Count;
        report.AlertsOfPeople = comparison.LeftOut;
        report.Differences.AddRange(comparison.Differences());
    }

    private async Task<Dictionary<string, Alert>> AlertsThrough(long last, CancellationToken cancellation)
    {
        Dictionary<string, Alert> kept = [];
        for (var after = 0L; after < last;)
        {
            foreach (var alert in await alerts.Changes(after, (int)Math.Min(Page, last - after), cancellation))
            {
                kept[alert.Id] = alert;
                after = alert.Seq;
            }
        }
        return kept;
    }

    private async Task<List<ConfigurationChange>> Changes(CancellationToken cancellation)
    {
        List<ConfigurationChange> changes = [];
        ConfigurationNews news;
        var after = 0L;
        do
        {
            news = await configuration.Since(-1, after, Page, cancellation);
            changes.AddRange(news.Changes);
            after = news.Through;
        }
        while (news.More);
        return changes;
    }
}
