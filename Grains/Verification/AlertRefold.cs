using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Settings;

namespace PosMonitor.Verification;

/// <summary>The alerts that follow from the journals of all shards: told to a book that starts with none, in the order of the shards' clocks.</summary>
internal sealed class AlertRefold
{
    private readonly ScratchAlertStore _store = new();
    private readonly AlertLedger _ledger;
    private readonly IReadOnlyList<ConfigurationChange> _changes;
    private readonly List<Teller> _tellers;
    private int _configured;

    /// <param name="options">The cluster's options.</param>
    /// <param name="detection">Thresholds and durations before any change.</param>
    /// <param name="shards">Every shard, folded from its beginning.</param>
    /// <param name="book">How far the book has heard each shard, judged and explained: what is told and worked out here ends there.</param>
    /// <param name="changes">Every change of settings and registry, in order.</param>
    public AlertRefold(
        MonitorOptions options, DetectionOptions detection, IReadOnlyList<ShardRefold> shards, AlertBookState book, IReadOnlyList<ConfigurationChange> changes)
    {
        var time = new StandingTime(book.ExplainedThrough == long.MinValue ? 0 : book.ExplainedThrough + options.Grace.Ticks);
        var nothing = new AlertBookState(0, new Dictionary<int, long>(), long.MinValue, long.MinValue, [], []);
        _ledger = new AlertLedger(_store, time, options, Configuration.Start(detection), nothing);
        _changes = changes;
        _tellers = [.. shards.Select(shard => new Teller(shard, book.Told.GetValueOrDefault(shard.Number)))];
        Through = book.JudgedThrough;
    }

    private long Through { get; }

    public async Task<IReadOnlyDictionary<string, Alert>> Run()
    {
        foreach (var teller in _tellers)
            _ledger.Introduce(teller.Shard.Number, new SlotReport(long.MinValue, []));
        while (_tellers.Min(teller => teller.NextClock) is < long.MaxValue and var clock)
            await Tell(clock, clock);
        await Configure(long.MaxValue);
        await Tell(long.MaxValue, Through);
        return _store.Alerts;
    }

    private async Task Tell(long until, long clock)
    {
        var parts = _tellers.ConvertAll(teller => teller.Take(until));
        await Configure(parts.Max(part => part.Version));
        var requests = new AlertRequests();
        for (var shard = 0; shard < parts.Count; shard++)
            requests.Tellings.Add(new ShardTelling(
                _tellers[shard].Shard.Number, parts[shard].News, parts[shard].Through, Math.Min(Math.Min(clock, Through), _tellers[shard].Settled)));
        await _ledger.Commit(requests);
    }

    // What a shard has in force when it reports, the book has when it judges.
    private async Task Configure(long through)
    {
        var news = _changes.Skip(_configured).TakeWhile(change => change.Version <= through).ToList();
        if (news.Count == 0)
            return;
        _configured += news.Count;
        _ledger.Configure(new ConfigurationNews(news[^1].Version, news, More: false), _ledger.JudgedThrough);
        await _ledger.Commit(new AlertRequests());
    }

    /// <summary>One shard's news that are not told yet.</summary>
    private sealed class Teller(ShardRefold shard, long told)
    {
        private int _next;

        public ShardRefold Shard => shard;

        /// <summary>The clock of the next report; <see cref="long.MaxValue"/> where none is left.</summary>
        public long NextClock => Next is { } next ? next[^1].Clock : long.MaxValue;

        /// <summary>
        /// How far the shard has come with what is told. It ticked at a moment of its own: until it has told what counts at a slot end, that end is not
        /// to be judged, though other shards have told theirs.
        /// </summary>
        public long Settled => Next is not { } next ? long.MaxValue : next[0].Since == long.MinValue ? long.MinValue : PartyJudge.FirstEnd(next[0].Since) - 1;

        private IReadOnlyList<SlotReport>? Next
        {
            get
            {
                for (var next = _next; next < shard.News.Count && shard.News[next].Seq <= told; next++)
                    if (shard.News[next].Figures.Count > 0)
                        return shard.News[next].Figures;
                return null;
            }
        }

        /// <summary>All up to and with the report of a clock; where there is none with it, nothing.</summary>
        public (IReadOnlyList<ShardNews> News, long Through, long Version) Take(long clock)
        {
            List<ShardNews> news = [];
            if (clock == long.MaxValue || NextClock <= clock)
            {
                while (_next < shard.News.Count && shard.News[_next].Seq <= told)
                {
                    news.Add(shard.News[_next++]);
                    if (news[^1].Figures.Count > 0 && NextClock > clock)
                        break;
                }
            }
            var through = _next == 0 ? 0 : shard.News[_next - 1].Seq;
            return (news, through, shard.VersionAt(through));
        }
    }

    /// <summary>A clock that stands.</summary>
    private sealed class StandingTime(long ticks) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(ticks, TimeSpan.Zero);
    }
}
