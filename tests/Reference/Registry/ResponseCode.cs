using System.Text.Json;

namespace PosMonitor.Reference;

/// <summary>What a response code means.</summary>
/// <param name="Class"><c>approved</c>, <c>declined</c> or <c>failed</c>.</param>
/// <param name="Cause">Whose it is to mend; null for an approval.</param>
public sealed record ResponseCode(string Class, string? Cause)
{
    public static ResponseCode Read(JsonElement json) => new(
        json.GetProperty("class").GetString()!,
        json.TryGetProperty("cause", out var cause) && cause.ValueKind == JsonValueKind.String ? cause.GetString() : null);
}
