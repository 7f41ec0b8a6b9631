using PosMonitor.Registry;
using PosMonitor.Settings;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What an explanation is made of, and nothing else: the same facts give the same words.</summary>
/// <param name="Transaction">What is on record and what is concluded of it.</param>
/// <param name="Rules">The rules of the alerts that the transaction was part of.</param>
/// <param name="Settings">How long response, notification and reversal may take.</param>
/// <param name="Codes">What the acquirer means by response codes.</param>
/// <param name="TimeZone">Where the acquirer's clocks hang.</param>
public sealed record ExplanationFacts(
    TransactionView Transaction, IReadOnlyCollection<string> Rules, DetectionOptions Settings, ResponseCodes Codes, string TimeZone = BusinessDay.DefaultZone);
