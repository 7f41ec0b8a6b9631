using System.Text;
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

    // Acquirer, slash, merchant: ids are of 255 bytes at the most.
    private const int MostSubject = 2 * byte.MaxValue + 1;

    private readonly Dictionary<int, PartyJudgeShard> _shards = [];
    private readonly Dictionary<(SlotTopic Topic, SubjectKind Kind), Dictionary<string, PartyJudgeSubject>> _subjects = [];
    private readonly QuietMerchants _quiet = new();
    // Each name once, however many parts name it.
    private readonly HashSet<string> _acquirers = new(StringComparer.Ordinal);
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
    public int Subjects => _quiet.Count + _subjects.Values.Sum(static subjects => subjects.Count);

    /// <summary>True where the shard has introduced itself.</summary>
    public bool Knows(int shard) => _shards.ContainsKey(shard);

    /// <summary>Replaces all that is known of a shard by what it held at its clock; it may have gone back to a snapshot.</summary>
    public void Introduce(int shard, SlotReport held)
    {
        if (_shards.ContainsKey(shard))
        {
            foreach (var subject in _subjects.Values.SelectMany(static subjects => subjects.Values))
                subject.Remove(shard);
            _quiet.Remove(shard);
        }
        _shards[shard] = new PartyJudgeShard(held.Clock);
        Put(shard, held, FirstEnd(JudgedThrough));
        _feeds.Introduce(shard, held.Feeds, JudgedThrough);
    }

    /// <summary>Takes a report of a shard that is known. One that was heard before is recognised by its clock.</summary>
    public void Hear(int shard, SlotReport report)
    {
        _shards[shard].Hear(report);
        // What counts at the next slot end is merged as it comes, so that the judgement, for which all news wait, is short.
        Merge(shard, FirstEnd(JudgedThrough));
    }

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
            Merge(number, end);
            if (shard.Waiting.TryPeek(out var later))
                next = Math.Min(next, FirstEnd(later.Since));
        }
        return next;
    }

    private void Merge(int shard, long end)
    {
        var waiting = _shards[shard].Waiting;
        while (waiting.TryPeek(out var report) && FirstEnd(report.Since) <= end)
        {
            waiting.Dequeue();
            Put(shard, report, end);
            _feeds.Put(shard, report, JudgedThrough);
        }
    }

    private void JudgeEnds(long from, long through, List<PartyFinding> found)
    {
        foreach (var (of, subjects) in _subjects)
        {
            int[] rules = [.. Enumerable.Range(0, PartyRules.All.Count).Where(rule => PartyRules.All[rule].Kind == of.Kind && PartyRules.All[rule].Topic == of.Topic)];
            JudgeEnds(subjects, rules, from, through, found);
        }
        _quiet.Forget(OldestOf(FirstEnd(through)));
    }

    private void JudgeEnds(Dictionary<string, PartyJudgeSubject> subjects, int[] rules, long from, long through, List<PartyFinding> found)
    {
        var keep = OldestOf(FirstEnd(through));
        List<string>? idle = null;
        foreach (var (id, subject) in subjects)
        {
            if (!subject.IsQuiet)
            {
                var options = OptionsOf(subject);
                foreach (var rule in rules)
                    subject.Judge(rule, from, through, options, found);
            }
            subject.Forget(keep);
            if (subject.Idle || subject is { Kind: SubjectKind.Merchant, IsQuiet: true } && subject.TryMoveTo(_quiet))
                (idle ??= []).Add(id);
        }
        foreach (var id in idle ?? [])
            subjects.Remove(id);
    }

    private void Put(int shard, SlotReport report, long end)
    {
        foreach (var figures in report.Figures)
            Put(shard, figures, end);
        PutMerchants(shard, report, end);
    }

    private void Put(int shard, SlotFigures figures, long end)
    {
        if (figures.Slot < OldestOf(end))
            return;
        var acquirer = figures.Acquirer;
        if (acquirer is not null && !_acquirers.Add(acquirer) && _acquirers.TryGetValue(acquirer, out var known))
            acquirer = known;
        Subject(figures.Topic, figures.Kind, figures.Subject).Put(new PartyPart(shard, figures, acquirer));
    }

    // Of most merchants there is nothing but how many finished, and no text is made for these.
    private void PutMerchants(int shard, SlotReport report, long end)
    {
        var merchants = SubjectsOf(SlotTopic.Finishes, SubjectKind.Merchant).GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> text = stackalloc char[MostSubject];
        for (var each = new MerchantCounts.Each(report.Merchants); each.MoveNext();)
        {
            if (each.Slot < OldestOf(end))
                continue;
            var part = new PartyPart(each.Slot, shard, each.Finished);
            var id = text[..Encoding.ASCII.GetChars(each.Subject, text)];
            if (merchants.TryGetValue(id, out var subject))
                subject.Put(part);
            else if (!_quiet.Put(each.Subject, part))
                Subject(SlotTopic.Finishes, SubjectKind.Merchant, new string(id)).Put(part);
        }
    }

    private PartyJudgeSubject Subject(SlotTopic topic, SubjectKind kind, string id)
    {
        var subjects = SubjectsOf(topic, kind);
        if (subjects.TryGetValue(id, out var subject))
            return subject;
        subjects[id] = subject = new PartyJudgeSubject(kind, id);
        if (kind == SubjectKind.Merchant)
        {
            foreach (var part in _quiet.Take(id))
                subject.Put(part);
        }
        return subject;
    }

    private Dictionary<string, PartyJudgeSubject> SubjectsOf(SlotTopic topic, SubjectKind kind)
    {
        if (!_subjects.TryGetValue((topic, kind), out var subjects))
            _subjects[(topic, kind)] = subjects = new Dictionary<string, PartyJudgeSubject>(StringComparer.Ordinal);
        return subjects;
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
