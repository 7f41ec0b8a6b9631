using PosMonitor.Alerts;
using PosMonitor.Parties.Rules;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Parties;

/// <summary>
/// Judges merchants, issuers and acquirers at the end of every ten-second slot of event time (contract §4), once every shard's clock has passed it.
/// <para>
/// Shards tick each at their own moments. For the slot end <c>e</c> a shard's figures count as they stood at its first tick at or after
/// <c>e</c>: <see cref="SlotReport.Since"/> says which slot ends a report came too late for. So a judgement is a function of the shards'
/// journals alone, however their reports are grouped, delayed or told again.
/// </para>
/// </summary>
public sealed class PartyJudge
{
    /// <summary>A slot, in ticks.</summary>
    public const long Slot = SlotBook.Slot;

    /// <summary>Six slots.</summary>
    public const int RecentSeconds = 60;

    /// <summary>Thirty slots.</summary>
    public const int AllSeconds = 300;

    private readonly Dictionary<int, PartyJudgeShard> _shards = [];
    private readonly Dictionary<(SlotTopic Topic, SubjectKind Kind, string Id), PartyJudgeSubject> _subjects = [];
    private readonly FeedJudge _feeds;
    private readonly int _count;

    /// <param name="configuration">The thresholds and the registry.</param>
    /// <param name="shards">How many shards there are: nothing is judged until all have introduced themselves.</param>
    /// <param name="judgedThrough">Where judging stopped before, UTC ticks, or <see cref="long.MinValue"/>.</param>
    /// <param name="open">The alerts that are open; those of other rules are ignored.</param>
    public PartyJudge(Configuration configuration, int shards, long judgedThrough, IReadOnlyCollection<Alert> open)
    {
        (Configuration, _count, JudgedThrough) = (configuration, shards, judgedThrough);
        foreach (var alert in open)
            for (var rule = 0; rule < PartyRules.All.Count; rule++)
                if (PartyRules.All[rule].Name == alert.Rule)
                    Subject(PartyRules.All[rule].Topic, alert.SubjectKind, alert.SubjectId).SetOn(rule);
        _feeds = new FeedJudge(open);
    }

    /// <summary>What is in force: what is judged from now on is judged by it.</summary>
    public Configuration Configuration { get; set; }

    /// <summary>The clock through which every slot that ended is judged, UTC ticks.</summary>
    public long JudgedThrough { get; private set; }

    /// <summary>How many merchants and issuers are held.</summary>
    public int Subjects => _subjects.Count;

    /// <summary>True where the shard has introduced itself.</summary>
    public bool Knows(int shard) => _shards.ContainsKey(shard);

    /// <summary>Replaces all that is known of a shard by what it held at <paramref name="clock"/>; it may have gone back to a snapshot.</summary>
    public void Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock)
    {
        if (_shards.ContainsKey(shard))
            foreach (var subject in _subjects.Values)
                subject.Remove(shard);
        _shards[shard] = new PartyJudgeShard(clock);
        foreach (var figure in figures)
            Put(shard, figure, FirstEnd(JudgedThrough));
        _feeds.Introduce(shard, feeds, JudgedThrough);
    }

    /// <summary>Takes a report of a shard that is known. One that was heard before is recognised by its clock.</summary>
    public void Hear(int shard, SlotReport report) => _shards[shard].Hear(report);

    /// <summary>Notes how far a shard that is known has come.</summary>
    public void Advance(int shard, long clock) => _shards[shard].Advance(clock);

    /// <summary>What follows at once from a change of the registry.</summary>
    /// <param name="clock">The clock in force, UTC ticks.</param>
    public IReadOnlyList<AlertEffect> Configured(long clock) => _feeds.Configured(Configuration, clock);

    /// <summary>Judges all that every shard's clock has passed.</summary>
    /// <returns>What follows, in order of slot end, rule and subject.</returns>
    public IReadOnlyList<AlertEffect> Judge()
    {
        if (_shards.Count < _count)
            return [];
        var target = _shards.Values.Min(shard => shard.Clock);
        var found = new List<PartyFinding>();
        while (JudgedThrough < target && FirstEnd(JudgedThrough) <= target)
        {
            var from = FirstEnd(JudgedThrough);
            var next = Merge(from);
            var through = Math.Min(target, next - 1);
            JudgeEnds(from, through, found);
            _feeds.Judge(from, through, Configuration, found);
            JudgedThrough = through;
        }
        JudgedThrough = Math.Max(JudgedThrough, target);
        found.Sort(static (a, b) =>
            a.End != b.End ? a.End.CompareTo(b.End)
            : a.Rule != b.Rule ? a.Rule.CompareTo(b.Rule)
            : string.CompareOrdinal(a.Effect.SubjectId, b.Effect.SubjectId));
        return found.ConvertAll(finding => finding.Effect);
    }

    /// <summary>The first slot end after a moment; <see cref="long.MinValue"/> is before all of them.</summary>
    internal static long FirstEnd(long since) => since == long.MinValue ? since : (since / Slot + 1) * Slot;

    /// <summary>Merges the reports that count at the slot end <paramref name="end"/>.</summary>
    /// <returns>The first later slot end at which more of them count.</returns>
    private long Merge(long end)
    {
        var next = long.MaxValue;
        foreach (var (number, shard) in _shards)
        {
            while (shard.Waiting.TryPeek(out var report) && FirstEnd(report.Since) <= end)
            {
                shard.Waiting.Dequeue();
                foreach (var figure in report.Figures)
                    Put(number, figure, end);
                _feeds.Put(number, report, JudgedThrough);
            }
            if (shard.Waiting.TryPeek(out var later))
                next = Math.Min(next, FirstEnd(later.Since));
        }
        return next;
    }

    private void JudgeEnds(long from, long through, List<PartyFinding> found)
    {
        var keep = OldestOf(FirstEnd(through));
        List<PartyJudgeSubject>? idle = null;
        foreach (var subject in _subjects.Values)
        {
            var options = OptionsOf(subject);
            for (var rule = 0; rule < PartyRules.All.Count; rule++)
                if (PartyRules.All[rule].Kind == subject.Kind && PartyRules.All[rule].Topic == subject.Topic)
                    subject.Judge(rule, from, through, options, found);
            subject.Forget(keep);
            if (subject.Idle)
                (idle ??= []).Add(subject);
        }
        foreach (var subject in idle ?? [])
            _subjects.Remove((subject.Topic, subject.Kind, subject.Id));
    }

    private void Put(int shard, SlotFigures figures, long end)
    {
        if (figures.Slot >= OldestOf(end))
            Subject(figures.Topic, figures.Kind, figures.Subject).Put(shard, figures);
    }

    private PartyJudgeSubject Subject(SlotTopic topic, SubjectKind kind, string id)
    {
        if (!_subjects.TryGetValue((topic, kind, id), out var subject))
            _subjects[(topic, kind, id)] = subject = new PartyJudgeSubject(topic, kind, id);
        return subject;
    }

    private DetectionOptions OptionsOf(PartyJudgeSubject subject)
    {
        if (!Configuration.HasScopes)
            return Configuration.Fleet;
        if (subject.Kind == SubjectKind.Issuer)
            return Configuration.Of(null, null, subject.Id, null);
        if (subject.Kind == SubjectKind.Acquirer)
            return Configuration.Of(subject.Id, null, null, null);
        var (acquirer, merchant) = TerminalKey.Parse(subject.Id);
        return Configuration.Of(acquirer, merchant, null, null);
    }

    private static long OldestOf(long end) => end == long.MinValue ? end : end - AllSeconds * TimeSpan.TicksPerSecond;
}
