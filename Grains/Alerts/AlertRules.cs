using PosMonitor.Parties.Rules;
using PosMonitor.Settlements.Rules;
using PosMonitor.Terminals.Rules;
using PosMonitor.Transactions.Rules;

namespace PosMonitor.Alerts;

/// <summary>Every rule of contract §4, once.</summary>
public static class AlertRules
{
    public static IReadOnlyList<IAlertRule> All { get; } =
        [.. TransactionRules.All, .. TerminalRules.All, .. PartyRules.All, .. FeedRules.All, SettlementSecondClearing.Instance];

    /// <summary>Their names, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(rule => rule.Name)];
}
