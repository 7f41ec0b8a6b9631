using System.Text.Json;
using PosMonitor.Events;

namespace PosMonitor.Json;

/// <summary>Finds track data, PIN blocks and CVVs in a JSON text that is no event, by the same names and forms (contract §1).</summary>
internal static class SensitiveJson
{
    /// <summary>What is told of a body or row that carries some.</summary>
    public const string Refusal = "It carries track data, a PIN block or a CVV, which nobody may send here.";

    /// <summary>Whether there is some at any depth; of a text that is no JSON, up to where it breaks.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) => CardData.HasTrack(text) || IsIn(text, inValues: true);

    /// <summary>Whether there is some by the name of a member: for bodies whose values are judged one by one, each told by its field.</summary>
    public static bool IsNamedIn(ReadOnlySpan<byte> text) => IsIn(text, inValues: false);

    private static bool IsIn(ReadOnlySpan<byte> text, bool inValues)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1024 });
        try
        {
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && IsNamed(ref json))
                    return true;
                if (inValues && json.TokenType == JsonTokenType.String && json.ValueIsEscaped && CardData.HasTrack(Unescaped(ref json)))
                    return true;
            }
        }
        catch (JsonException)
        {
            // Whoever reads it says so.
        }
        return false;
    }

    private static bool IsNamed(ref Utf8JsonReader json)
    {
        var name = json.ValueIsEscaped ? Unescaped(ref json) : json.ValueSpan;
        if (CardData.HasTrack(name))
            return true;
        return CardData.IsName(name) && json.Read() && json.TokenType != JsonTokenType.Null;
    }

    private static byte[] Unescaped(ref Utf8JsonReader json)
    {
        var text = new byte[json.ValueSpan.Length];
        return text[..JsonText.Unescape(json.ValueSpan, text)];
    }
}
