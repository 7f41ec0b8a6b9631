namespace PosMonitor.Reference;

/// <summary>
/// What <c>merchant.failing</c>, <c>issuer.degraded</c>, <c>acquirer.degraded</c> and <c>notification.degraded</c> have in common: "judged … over
/// the last 6 slots if these have at least the number of finished needed to open, else over the last 30. It opens and resolves at the end of that
/// slot; it resolves when below 10 % of those are failures, or nothing finished in 30 slots. Events that come after their slot was judged count in
/// later judgements only" (contract §4).
/// </summary>
public abstract class ShareRule(AlertBook book, ConfigurationInForce configuration) : SlotRule
{
    private readonly Dictionary<string, SlotFigures> _subjects = [];

    public override DateTimeOffset FirstSlot => _subjects.Values.Select(f => f.First).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    public override DateTimeOffset LastEnd => _subjects.Values.Select(LastEndOf).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    protected abstract string Name { get; }
    protected abstract string SubjectKind { get; }
    protected Configuration Configuration => configuration.Now;

    public void Count(string subjectId, SlotEntry entry)
    {
        if (!_subjects.TryGetValue(subjectId, out var figures))
            _subjects.Add(subjectId, figures = new SlotFigures());
        figures.Add(entry);
    }

    public void TakeOut(string subjectId, SlotEntry entry) => _subjects[subjectId].Remove(entry);

    public override void Judge(DateTimeOffset end)
    {
        foreach (var (subjectId, figures) in _subjects.Where(s => end <= LastEndOf(s.Value)))
            Judge(subjectId, figures, end);
    }

    /// <summary>Those that are in force for a subject.</summary>
    protected abstract ReferenceSettings SettingsOf(string subjectId);

    /// <summary>"The number of finished needed to open."</summary>
    protected abstract int Min(ReferenceSettings settings);

    /// <summary>Whether the failures are spread widely enough to open.</summary>
    protected abstract bool IsSpread(IReadOnlyList<SlotEntry> failures);

    private void Judge(string subjectId, SlotFigures figures, DateTimeOffset end)
    {
        var open = book.Open(Name, subjectId);
        var thirty = figures.Last(30, end);
        if (thirty.Count == 0)
        {
            if (open is not null)
                open.ResolvedAt = end;
            return;
        }
        var settings = SettingsOf(subjectId);
        var min = Min(settings);
        var six = figures.Last(6, end);
        var judged = six.Count >= min ? six : thirty;
        var failures = judged.Where(f => f.Failed).ToList();

        if (open is null)
        {
            if (judged.Count >= min && failures.Count >= settings.DegradedShare * judged.Count && IsSpread(failures))
                Raise(subjectId, end, failures);
        }
        else if (failures.Count < settings.RecoveredShare * judged.Count)
        {
            open.ResolvedAt = end;
        }
    }

    /// <summary>The first at which there are no figures in 30 slots: what is open then resolves.</summary>
    private static DateTimeOffset LastEndOf(SlotFigures figures) => figures.Newest + 31 * Slots.Length;

    private void Raise(string subjectId, DateTimeOffset end, List<SlotEntry> failures)
    {
        var ids = subjectId.Split('/');
        book.Raise(new Alert
        {
            Rule = Name,
            Severity = "critical",
            SubjectKind = SubjectKind,
            SubjectId = subjectId,
            Acquirer = SubjectKind == "issuer" ? null : ids[0],
            Merchant = SubjectKind == "merchant" ? ids[1] : null,
            Issuer = SubjectKind == "issuer" ? subjectId : null,
            OpenedAt = end,
            FailuresByIssuer = failures.CountBy(f => f.Issuer).ToDictionary(),
        });
    }
}
