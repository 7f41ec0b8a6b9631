using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>acquirer.unlicensed</c>: events of an acquirer that the registry does not hold, or holds as one without a licence.</summary>
public sealed class AcquirerUnlicensed : IAlertRule
{
    public string Name => "acquirer.unlicensed";

    /// <summary>Its place among what is found at one slot end: after the rules of shares.</summary>
    private const int Order = 101;

    /// <summary>Judges what came in slots that have ended and was not judged before.</summary>
    internal void Judge(string acquirer, Feed feed, long through, Configuration configuration, List<PartyFinding> found)
    {
        var (first, end) = (long.MaxValue, long.MaxValue);
        foreach (var slot in feed.Slots)
        {
            if (slot.News == long.MaxValue || slot.End > through)
                continue;
            (first, end) = (Math.Min(first, slot.News), Math.Min(end, slot.End));
            slot.News = long.MaxValue;
        }
        if (first == long.MaxValue || feed.UnlicensedSince is not null || configuration.MayWork(acquirer))
            return;
        feed.UnlicensedSince = first;
        var isHeld = configuration.Acquirers.ContainsKey(acquirer);
        found.Add(new PartyFinding(end, Order, Effect(AlertAction.Open, acquirer, first) with
        {
            Severity = AlertSeverity.Critical,
            Evidence = JsonSerializer.Serialize(new { registered = isHeld, firstEventAt = Words.Time(first) }),
            TitleEn = isHeld ? $"Events come from acquirer {acquirer}, which has no licence" : $"Events come from acquirer {acquirer}, which the registry does not know",
            TitleZh = isHeld ? $"收到无牌收单机构 {acquirer} 的交易" : $"收到未登记收单机构 {acquirer} 的交易",
        }));
    }

    /// <summary>Resolves the alert of an acquirer that may work now.</summary>
    internal void Licensed(string acquirer, Feed feed, Configuration configuration, long clock, List<AlertEffect> effects)
    {
        if (feed.UnlicensedSince is not { } since || !configuration.MayWork(acquirer))
            return;
        feed.UnlicensedSince = null;
        effects.Add(Effect(AlertAction.Resolve, acquirer, Math.Max(clock, since)));
    }

    private AlertEffect Effect(AlertAction action, string acquirer, long at) =>
        new() { Action = action, Rule = Name, SubjectKind = SubjectKind.Acquirer, SubjectId = acquirer, At = at, Acquirer = acquirer };
}
