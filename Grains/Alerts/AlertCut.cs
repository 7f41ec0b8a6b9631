using System.Text.Json.Nodes;
using PosMonitor.Access;
using PosMonitor.Parties;
using PosMonitor.Parties.Rules;

namespace PosMonitor.Alerts;

/// <summary>
/// An alert as somebody sees it who may see some acquirers only (contract §6). Most alerts belong to one acquirer. One about an issuer is of all whose
/// terminals are in it: everybody sees it in the figures of their own terminals, and nobody whose terminals are not.
/// </summary>
public static class AlertCut
{
    private const string Explains = "explains";
    private const string ByAcquirer = "byAcquirer";
    private const string Failures = "failures";
    private const string Untimely = "untimely";

    /// <summary>True where it does not belong to one acquirer: others may be in it.</summary>
    public static bool IsShared(Alert alert) => alert.Acquirer is null;

    /// <summary>The alert as it is seen; null where it is not.</summary>
    public static Alert? Of(Alert alert, AcquirerCut? cut)
    {
        if (cut is null)
            return alert;
        if (!IsShared(alert))
            return cut.Has(alert.Acquirer) ? alert : null;
        return AcquirersOf(alert).Any(cut.Has) ? Cut(alert, cut) : null;
    }

    /// <summary>
    /// The same with its history. What people did to an alert that others see too is told without their names and words, and what it explains of others
    /// not at all.
    /// </summary>
    public static AlertDetail? Of(AlertDetail detail, AcquirerCut? cut)
    {
        if (Of(detail.Alert, cut) is not { } alert)
            return null;
        return cut is null || !IsShared(alert)
            ? detail with { Alert = alert }
            : new AlertDetail(alert, [.. detail.History.Where(static entry => entry.What is not ("comment" or Explains)).Select(static entry => entry with { By = null, Text = null })]);
    }

    /// <summary>The acquirers that see a shared alert: those with a failure in it, and those of which it explains an alert, so that a parent is always seen.</summary>
    public static IReadOnlyList<string> AcquirersOf(Alert alert)
    {
        if (!IsShared(alert) || alert.SubjectKind != SubjectKind.Issuer)
            return [];
        var evidence = JsonNode.Parse(alert.Evidence)!.AsObject();
        var failing = PartsOf(evidence).Where(static part => Number(part.Value, Failures) + Number(part.Value, Untimely) > 0).Select(static part => part.Key);
        return [.. failing.Union(PartsOf(evidence[Explains]).Select(static part => part.Key), StringComparer.Ordinal)];
    }

    private static Alert Cut(Alert alert, AcquirerCut cut)
    {
        var evidence = JsonNode.Parse(alert.Evidence)!.AsObject();
        var sums = Sum(evidence, cut);
        var (bad, all, seconds) = (Number(sums, Failures) + Number(sums, Untimely), Number(sums, "finished") + Number(sums, "expected"), Number(evidence, "windowSeconds"));
        var isOfNotifications = evidence.ContainsKey(Untimely);
        var cutEvidence = isOfNotifications
            ? new JsonObject { ["expected"] = all, [Untimely] = bad }
            : new JsonObject { ["finished"] = all, [Failures] = bad };
        cutEvidence["share"] = PartyEvidence.ShareOf(bad, all);
        cutEvidence["windowSeconds"] = seconds;
        if (isOfNotifications)
        {
            Move("channels");
        }
        else
        {
            cutEvidence["failingTerminals"] = Number(sums, "failingTerminals");
            Move("byCause");
            Move("byCode");
            cutEvidence["byIssuer"] = bad == 0 ? new JsonObject() : new JsonObject { [alert.SubjectId] = bad };
        }
        if (Sum(evidence[Explains], cut) is { Count: > 0 } rules)
            cutEvidence[Explains] = new JsonObject { ["alerts"] = rules.Sum(static rule => (long)rule.Value!), ["byRule"] = rules };
        var terminals = Number(sums, "failingTerminals");
        return alert with
        {
            Evidence = AlertEvidence.Write(cutEvidence),
            AcknowledgedBy = null,
            TitleEn = isOfNotifications ? NotificationDegraded.TitleEn(alert.SubjectId, bad, all, seconds) : IssuerDegraded.TitleEn(alert.SubjectId, bad, all, seconds, terminals),
            TitleZh = isOfNotifications ? NotificationDegraded.TitleZh(alert.SubjectId, bad, all, seconds) : IssuerDegraded.TitleZh(alert.SubjectId, bad, all, seconds, terminals),
        };

        void Move(string name) => cutEvidence[name] = sums[name]?.DeepClone() ?? new JsonObject();
    }

    private static JsonObject Sum(JsonNode? of, AcquirerCut cut)
    {
        var sum = new JsonObject();
        foreach (var (_, part) in PartsOf(of).Where(part => cut.Has(part.Key)))
            AddTo(sum, (JsonObject)part!);
        return sum;
    }

    // All members are numbers, or objects of the same kind.
    private static void AddTo(JsonObject sum, JsonObject part)
    {
        foreach (var (name, value) in part)
        {
            if (value is not JsonObject inner)
                sum[name] = Number(sum, name) + (long)value!;
            else if (sum[name] is JsonObject known)
                AddTo(known, inner);
            else
                sum[name] = inner.DeepClone();
        }
    }

    private static JsonObject PartsOf(JsonNode? of) => of?[ByAcquirer] as JsonObject ?? [];

    private static long Number(JsonNode? of, string name) => (long?)of?[name] ?? 0;
}
