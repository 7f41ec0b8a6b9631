using System.Collections.Frozen;
using System.Reflection;

namespace PosMonitor.Explanations;

/// <summary>What response codes mean in words (ISO 8583 DE39 as UnionPay uses it), from the table that classifies them, <c>response-codes.csv</c>.</summary>
public static class CodeMeanings
{
    private static readonly Phrase Unlisted = new("a code that is not in the table", "码表中没有的应答码");
    private static readonly FrozenDictionary<string, Phrase> Meanings = Read();

    /// <summary>The codes that are listed.</summary>
    public static IEnumerable<string> Listed => Meanings.Keys;

    public static Phrase Of(string code) => Meanings.GetValueOrDefault(code, Unlisted);

    /// <summary><c>code 51, insufficient funds</c>.</summary>
    public static Phrase Named(string code) => new($"code {code}, {Of(code).En}", $"应答码 {code}，{Of(code).Zh}");

    private static FrozenDictionary<string, Phrase> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("response-codes.csv")!;
        using var lines = new StreamReader(stream);
        var meanings = new Dictionary<string, Phrase>();
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            meanings[fields[0]] = new Phrase(InsideOfSentence(fields[3]), fields[4]);
        }
        return meanings.ToFrozenDictionary();
    }

    // The table begins each with a capital; inside of a sentence only abbreviations (PIN, MAC) keep theirs.
    private static string InsideOfSentence(string text) => char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
