using PosMonitor.Alerts;

namespace PosMonitor.Parties.Rules;

/// <summary>The rules about the feed of an acquirer, each once.</summary>
public static class FeedRules
{
    public static readonly AcquirerSilent Silent = new();
    public static readonly AcquirerUnlicensed Unlicensed = new();

    public static IReadOnlyList<IAlertRule> All { get; } = [Silent, Unlicensed];
}
