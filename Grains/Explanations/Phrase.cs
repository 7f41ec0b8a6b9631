namespace PosMonitor.Explanations;

/// <summary>The same words in English and in Chinese.</summary>
public sealed record Phrase(string En, string Zh)
{
    /// <summary>No words.</summary>
    public static readonly Phrase None = new("", "");

    /// <summary>This sentence and then another one.</summary>
    public Phrase Then(Phrase next) =>
        En.Length == 0 ? next : next.En.Length == 0 ? this : new Phrase($"{En} {next.En}", Zh + next.Zh);

    /// <summary>Sentences one after the other.</summary>
    public static Phrase Of(IEnumerable<Phrase> sentences) => sentences.Aggregate(None, (text, sentence) => text.Then(sentence));
}
