namespace PosMonitor.Reference;

/// <summary>
/// <c>acquirer.unlicensed</c>: "critical | an event of an acquirer that the registry does not hold or holds as licensed: false | it becomes
/// licensed".
/// </summary>
public sealed class AcquirerUnlicensed(AlertBook book, ConfigurationInForce configuration) : SlotRule
{
    private const string Name = "acquirer.unlicensed";
    private readonly Dictionary<string, List<DateTimeOffset>> _notJudged = [];

    public override DateTimeOffset FirstSlot =>
        _notJudged.Values.SelectMany(times => times).Select(Slots.StartOf).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    public override DateTimeOffset LastEnd =>
        _notJudged.Values.SelectMany(times => times).Select(time => Slots.StartOf(time) + Slots.Length).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    public void Count(string acquirer, DateTimeOffset time)
    {
        if (!_notJudged.TryGetValue(acquirer, out var times))
            _notJudged.Add(acquirer, times = []);
        times.Add(time);
    }

    public override void Judge(DateTimeOffset end)
    {
        foreach (var (acquirer, times) in _notJudged.Where(a => a.Value.Count > 0))
        {
            var judged = times.Where(time => Slots.StartOf(time) + Slots.Length <= end).ToList();
            times.RemoveAll(time => Slots.StartOf(time) + Slots.Length <= end);
            if (judged.Count > 0 && !IsLicensed(acquirer) && book.Open(Name, acquirer) is null)
                Raise(acquirer, judged.Min());
        }
    }

    /// <summary>The registry has changed.</summary>
    /// <param name="clock">The clock in force.</param>
    public void Reconsider(DateTimeOffset? clock)
    {
        foreach (var acquirer in _notJudged.Keys.Where(IsLicensed))
        {
            if (book.Open(Name, acquirer) is { } open)
                open.ResolvedAt = clock > open.OpenedAt ? clock : open.OpenedAt;
        }
    }

    private bool IsLicensed(string acquirer) => configuration.Now.Acquirer(acquirer) is { Licensed: not "false" };

    private void Raise(string acquirer, DateTimeOffset openedAt) => book.Raise(new Alert
    {
        Rule = Name,
        Severity = "critical",
        SubjectKind = "acquirer",
        SubjectId = acquirer,
        Acquirer = acquirer,
        OpenedAt = openedAt,
    });
}
