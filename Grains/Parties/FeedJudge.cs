using PosMonitor.Alerts;
using PosMonitor.Parties.Rules;
using PosMonitor.Settings;

namespace PosMonitor.Parties;

/// <summary>
/// Judges the feeds of acquirers at the ends of slots, as <see cref="PartyJudge"/> does with shares: whether they have gone quiet, and whether whoever
/// sends them may. Slot ends at which nothing can have changed are stepped over.
/// </summary>
internal sealed class FeedJudge
{
    private readonly Dictionary<string, Feed> _feeds = new(StringComparer.Ordinal);

    /// <param name="open">The alerts that are open; those of other rules are ignored.</param>
    public FeedJudge(IEnumerable<Alert> open)
    {
        foreach (var alert in open)
        {
            if (alert.Rule == FeedRules.Silent.Name)
                FeedOf(alert.SubjectId).SilentSince = AcquirerSilent.LastEventOf(alert);
            else if (alert.Rule == FeedRules.Unlicensed.Name)
                FeedOf(alert.SubjectId).UnlicensedSince = alert.OpenedAt.UtcTicks;
        }
    }

    /// <summary>Replaces all that is known of a shard; what is of slots that have ended was judged before.</summary>
    public void Introduce(int shard, IReadOnlyList<FeedFigures> figures, long judgedThrough)
    {
        foreach (var feed in _feeds.Values)
            feed.Remove(shard);
        foreach (var figure in figures)
            FeedOf(figure.Acquirer).Put(shard, figure, figure.Slot + SlotBook.Slot > judgedThrough ? figure.First : null);
    }

    /// <summary>Takes what a shard tells.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="report">What it tells; after a restart that may be told again what was judged before.</param>
    /// <param name="judgedThrough">How far all is judged, UTC ticks.</param>
    public void Put(int shard, SlotReport report, long judgedThrough)
    {
        var isNews = !report.IsJudged(judgedThrough);
        foreach (var figure in report.Feeds)
            FeedOf(figure.Acquirer).Put(shard, figure, figure.Slot + SlotBook.Slot > judgedThrough ? figure.First : isNews ? figure.Fresh : null);
    }

    /// <summary>Judges every slot end of <c>[from, through]</c>.</summary>
    public void Judge(long from, long through, Configuration configuration, List<PartyFinding> found)
    {
        foreach (var (acquirer, feed) in _feeds)
        {
            FeedRules.Unlicensed.Judge(acquirer, feed, through, configuration, found);
            FeedRules.Silent.Judge(acquirer, feed, from, through, configuration, found);
            feed.Forget(through - configuration.LongestFeedSilence.Ticks - (SlotBook.LookBack + 1) * SlotBook.Slot);
        }
    }

    /// <summary>What follows at once from a change of the registry.</summary>
    public IReadOnlyList<AlertEffect> Configured(Configuration configuration, long clock)
    {
        List<AlertEffect> effects = [];
        foreach (var (acquirer, feed) in _feeds.OrderBy(static feed => feed.Key, StringComparer.Ordinal))
            FeedRules.Unlicensed.Licensed(acquirer, feed, configuration, clock, effects);
        return effects;
    }

    private Feed FeedOf(string acquirer)
    {
        if (!_feeds.TryGetValue(acquirer, out var feed))
            _feeds[acquirer] = feed = new Feed();
        return feed;
    }
}
