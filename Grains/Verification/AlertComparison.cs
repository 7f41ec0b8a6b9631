using PosMonitor.Alerts;
using PosMonitor.Parties.Rules;

namespace PosMonitor.Verification;

/// <summary>Compares the alerts of the book with those that follow from the journals.</summary>
/// <param name="kept">The book's, by id.</param>
/// <param name="refolded">What follows from the journals, by id.</param>
/// <param name="explains">
/// True where parents and delivery are compared too: with the wall clock they depend on when the server heard of an alert, which no journal tells.
/// </param>
internal sealed class AlertComparison(IReadOnlyDictionary<string, Alert> kept, IReadOnlyDictionary<string, Alert> refolded, bool explains)
{
    private readonly HashSet<AlertKey> _byPeople = [.. kept.Values.Where(alert => alert.ResolvedByPerson).Select(AlertKey.Of)];

    /// <summary>How many alerts are left out, because what became of them depends on what a person did.</summary>
    public int LeftOut => kept.Values.Concat(refolded.Values).Where(IsOfPeople).Select(alert => alert.Id).Distinct().Count();

    public IEnumerable<Difference> Differences() => kept.Keys.Union(refolded.Keys).Order(StringComparer.Ordinal).SelectMany(id =>
    {
        var (one, other) = (kept.GetValueOrDefault(id), refolded.GetValueOrDefault(id));
        return IsOfPeople((one ?? other)!) ? [] : FactSheet.Compare($"alert {id} ({(one ?? other)!.Rule} {(one ?? other)!.SubjectId})", Sheet(one), Sheet(other));
    });

    private FactSheet? Sheet(Alert? alert)
    {
        if (alert is null)
            return null;
        // A licence that is given ends its alert by the server's clock.
        var sheet = FactSheet.Of(alert, ends: explains || alert.Rule != FeedRules.Unlicensed.Name);
        if (explains)
        {
            sheet.Put("parent", alert.Parent);
            sheet.Put("delivered", alert.Delivered);
        }
        return sheet;
    }

    // Of what a person closed another alert may have opened, and what it explained may have been delivered.
    private bool IsOfPeople(Alert alert) => _byPeople.Contains(AlertKey.Of(alert)) || (explains && ParentsOf(alert).Any(parent => _byPeople.Contains(AlertKey.Of(parent))));

    private IEnumerable<Alert> ParentsOf(Alert alert) =>
        $"{kept.GetValueOrDefault(alert.Id)?.Parent} {kept.GetValueOrDefault(alert.Id)?.EarlierParents} {refolded.GetValueOrDefault(alert.Id)?.Parent} {refolded.GetValueOrDefault(alert.Id)?.EarlierParents}"
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => kept.GetValueOrDefault(id) ?? refolded.GetValueOrDefault(id)).OfType<Alert>();
}
