using PosMonitor.Alerts;
using PosMonitor.Queries;

namespace PosMonitor.Explanations;

/// <summary>What happened to a transaction, in words and facts.</summary>
/// <param name="Transaction">What is on record and what is concluded of it.</param>
/// <param name="Summary">Two or three sentences.</param>
/// <param name="Steps">What happened, and what did not when it should have, in order of time.</param>
/// <param name="Cardholder">What the cardholder will have seen.</param>
/// <param name="Merchant">What the merchant will have seen.</param>
/// <param name="Alerts">The alerts about the transaction, by `seq`.</param>
/// <param name="Context">The alerts about its terminal, merchant, issuer and acquirer that were open during its life, by `seq`.</param>
public sealed record ExplanationAnswer(
    TransactionAnswer Transaction, Phrase Summary, IReadOnlyList<ExplanationStep> Steps, Phrase Cardholder, Phrase Merchant,
    IReadOnlyList<AlertAnswer> Alerts, IReadOnlyList<AlertAnswer> Context)
{
    public static ExplanationAnswer Of(ExplanationFacts facts, TransactionAlerts alerts)
    {
        var words = Explanation.Of(facts);
        return new ExplanationAnswer(
            TransactionAnswer.Of(facts.Transaction), words.Summary, words.Steps, words.Cardholder, words.Merchant,
            [.. alerts.Own.Select(AlertAnswer.Of)], [.. alerts.Context.Select(AlertAnswer.Of)]);
    }
}
