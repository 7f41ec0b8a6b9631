namespace PosMonitor.Explanations;

/// <summary>What happened to a transaction, in words for the service desk.</summary>
/// <param name="Summary">Two or three sentences.</param>
/// <param name="Steps">In order of time.</param>
/// <param name="Cardholder">What the cardholder will have seen.</param>
/// <param name="Merchant">What the merchant will have seen.</param>
public sealed record Explanation(Phrase Summary, IReadOnlyList<ExplanationStep> Steps, Phrase Cardholder, Phrase Merchant)
{
    public static Explanation Of(ExplanationFacts facts)
    {
        var story = new Story(facts);
        return new Explanation(SummaryWords.Of(story), StepWords.Of(story), CardholderWords.Of(story), MerchantWords.Of(story));
    }
}
