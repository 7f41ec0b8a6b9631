using PosMonitor.Alerts.RootCauses;
using PosMonitor.Parties;
using PosMonitor.Settings;

namespace PosMonitor.Alerts;

/// <summary>
/// The book, the judge of parties, what explains what and how far each shard was heard, with one commit for all of them. A commit that fails leaves
/// the book and what was heard as they were; what was judged meanwhile waits until all that was heard then is told again, and what explains what is
/// worked out again from the store.
/// </summary>
internal sealed class AlertLedger
{
    private readonly IAlertStore _store;
    private readonly TimeProvider _time;
    private readonly MonitorOptions _monitor;
    private readonly AlertBook _book;
    private readonly PartyJudge _judge;
    private readonly Dictionary<int, long> _told;
    private readonly HashSet<int> _uncommitted = [];
    private readonly Dictionary<int, long> _lost = [];
    private readonly List<AlertEffect> _judged = [];
    private Explainer? _explainer;
    private bool _holdsChanged;
    private long _committedThrough;

    public AlertLedger(IAlertStore store, TimeProvider time, MonitorOptions monitor, Configuration configuration, AlertBookState state)
    {
        (_store, _time, _monitor) = (store, time, monitor);
        _book = new AlertBook(state.LastSeq, state.Open);
        _judge = new PartyJudge(configuration, monitor.Shards, state.JudgedThrough, [.. state.Open.OfType<Alert>()]);
        _explainer = NewExplainer(state);
        _told = new Dictionary<int, long>(state.Told);
        JudgedThrough = _committedThrough = state.JudgedThrough;
    }

    public long LastSeq => _book.LastSeq;

    /// <summary>The clock through which every slot that ended is judged, and what follows committed.</summary>
    public long JudgedThrough { get; private set; }

    public bool Knows(int shard) => _judge.Knows(shard);

    public void Introduce(int shard, SlotReport held) => _judge.Introduce(shard, held);

    /// <summary>What is in force.</summary>
    public Configuration Configuration => _judge.Configuration;

    /// <summary>Puts settings and registry in force; what follows at once goes with the next commit.</summary>
    /// <param name="news">What changed.</param>
    /// <param name="clock">The clock in force, UTC ticks.</param>
    public void Configure(ConfigurationNews news, long clock)
    {
        var before = _judge.Configuration;
        // One by one, so that it does not matter how many were heard of at once.
        foreach (var change in news.Changes)
        {
            _judge.Configuration = _judge.Configuration.With(change);
            _judged.AddRange(_judge.Configured(clock));
        }
        _judge.Configuration = _judge.Configuration.At(news.Through);
        _holdsChanged |= news.Changes.Any(change =>
            change.Kind == ConfigurationKind.Settings && (SetsHold(before.Scope(change.Key)) || SetsHold(_judge.Configuration.Scope(change.Key))));
    }

    public TellAnswer Answer(int shard) => new(_told.GetValueOrDefault(shard), JudgedThrough, !Knows(shard)) { TakesPacked = true };

    public int OpenOf(string terminal) => _book.OpenOf(terminal);

    public IAlertHead? OpenOf(AlertKey key) => _book.Find(key);

    /// <summary>True where time alone has brought something that is to be committed.</summary>
    public bool IsDue => _explainer is null || _explainer.IsDue(Settled(JudgedThrough, _time.GetUtcNow()));

    /// <summary>Takes the requests, and writes them unless nothing changed that a restart would not find out again.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    public async Task Commit(AlertRequests requests)
    {
        // Until this commit is written, what the explainer knows is more than what is stored.
        // Where holds are of another length now, it begins anew as after a restart, so that both come to the same.
        var explainer = _holdsChanged ? null : _explainer;
        (_explainer, _holdsChanged) = (null, false);
        explainer ??= NewExplainer(await _store.Load(CancellationToken.None));
        await Commit(requests, explainer);
        _explainer = explainer;
    }

    private async Task Commit(AlertRequests requests, Explainer explainer)
    {
        var told = new Dictionary<int, long>();
        var effects = Hear(requests.Tellings, told);
        _judged.AddRange(_judge.Judge());
        try
        {
            await Commit(requests, explainer, effects, told);
        }
        catch
        {
            foreach (var news in requests.Tellings.SelectMany(static telling => telling.News).Where(static news => news.Effects.Count > 0))
                _lost[news.Shard] = Math.Max(news.Seq, _lost.GetValueOrDefault(news.Shard));
            throw;
        }
        foreach (var (shard, seq) in told)
            _told[shard] = seq;
    }

    private async Task Commit(AlertRequests requests, Explainer explainer, List<AlertEffect> effects, Dictionary<int, long> told)
    {
        // The judge has come as far as shards told before a commit failed. What they told with it is not in the book before they tell it again.
        var whole = _lost.All(lost => Math.Max(told.GetValueOrDefault(lost.Key), _told.GetValueOrDefault(lost.Key)) >= lost.Value);
        var through = whole ? _judge.JudgedThrough : JudgedThrough;
        if (whole)
            effects.AddRange(_judged);

        var stored = await Stored(effects, requests.People);
        var now = _time.GetUtcNow();
        var clock = Math.Max(Settled(through, now), explainer.Clock);
        var draft = new AlertDraft(_book, stored, now, clock);
        foreach (var effect in effects)
            draft.Apply(effect);
        foreach (var person in requests.People)
            person.Apply(draft);
        foreach (var (alert, began) in draft.Moved)
            explainer.Hear(alert, began);
        var step = explainer.MoveTo(clock);
        await Read([.. draft.MissingFor(step)], stored);
        draft.Apply(step);

        // A shard that was heard without effect, or a clock that passed no slot end and nothing that happened, costs no write: it goes with the next one.
        var settled = PartyJudge.FirstEnd(through) != PartyJudge.FirstEnd(_committedThrough);
        if (draft.Changes.Count > 0 || settled || step.Worked)
            await Write(draft, told, through, settled, clock);
        else
            _uncommitted.UnionWith(told.Keys);

        foreach (var alert in draft.Latest)
            explainer.Refresh(alert);
        JudgedThrough = through;
        if (!whole)
            return;
        _lost.Clear();
        _judged.Clear();
    }

    /// <summary>
    /// The clock up to which all is known. What explains others opens at slot ends, so with the wall clock it may run on to just before the first one
    /// that is not judged.
    /// </summary>
    private long Settled(long judged, DateTimeOffset now) => _monitor.Clock == ClockMode.Stream || judged == long.MinValue
        ? judged
        : Math.Max(judged, Math.Min(now.UtcTicks - _monitor.Grace.Ticks, PartyJudge.FirstEnd(judged) - 1));

    private Explainer NewExplainer(AlertBookState state) =>
        new(_monitor.Clock, HoldOf, state.ExplainedThrough, [.. state.Open, .. state.Unsettled]);

    private static bool SetsHold(SettingOverrides? scope) => scope?.Values.Any(static set => set.Setting.Property == nameof(DetectionOptions.HoldFor)) == true;

    private TimeSpan HoldOf(IAlertHead alert) => _judge.Configuration.Of(alert.Acquirer, alert.Merchant, alert.Issuer, alert.Terminal).HoldFor;

    /// <summary>Takes what shards tell. Records whose effects are in the book already give none again.</summary>
    private List<AlertEffect> Hear(List<ShardTelling> tellings, Dictionary<int, long> told)
    {
        var effects = new List<AlertEffect>();
        foreach (var telling in tellings)
        {
            var before = told.TryGetValue(telling.Shard, out var seq) ? seq : _told.GetValueOrDefault(telling.Shard);
            foreach (var news in telling.News)
            {
                if (news.Seq > before)
                    effects.AddRange(news.Effects);
                foreach (var report in news.Figures)
                    _judge.Hear(telling.Shard, report);
                before = Math.Max(before, news.Seq);
            }
            _judge.Advance(telling.Shard, telling.Clock);
            before = Math.Max(before, telling.Through);
            if (before > _told.GetValueOrDefault(telling.Shard))
                told[telling.Shard] = before;
        }
        return effects;
    }

    /// <summary>The alerts of the store that the effects or people may be about: one look for all, and none where all that changes is here.</summary>
    private async Task<Dictionary<string, Alert>> Stored(List<AlertEffect> effects, List<PersonRequest> people)
    {
        var ids = _book.MissingFor(effects).ToHashSet();
        ids.UnionWith(people.Select(person => person.Id).Where(id => _book.Find(id) is not Alert));
        var stored = new Dictionary<string, Alert>();
        await Read(ids, stored);
        return stored;
    }

    private async Task Read(HashSet<string> ids, Dictionary<string, Alert> stored)
    {
        if (ids.Count == 0)
            return;
        foreach (var alert in await _store.Find(ids, CancellationToken.None))
            stored[alert.Id] = alert;
    }

    private async Task Write(AlertDraft draft, Dictionary<int, long> told, long through, bool settled, long clock)
    {
        var heard = new Dictionary<int, long>(told);
        foreach (var shard in _uncommitted)
            heard.TryAdd(shard, _told[shard]);
        await _store.Commit(new AlertCommit(draft.Changes, heard, settled ? through : null, clock));
        _book.Adopt(draft);
        _uncommitted.Clear();
        if (settled)
            _committedThrough = through;
    }
}
