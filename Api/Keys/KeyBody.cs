using System.Text;
using System.Text.Json;
using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Json;

namespace PosMonitor.Keys;

/// <summary>The body of <c>POST /v1/keys</c>.</summary>
/// <param name="Name">Who uses the key, 1 … 64 characters.</param>
/// <param name="Role"><c>ingest</c>, <c>viewer</c>, <c>operator</c> or <c>admin</c>.</param>
/// <param name="Acquirers">The acquirers to which it is cut, 1 … 1000; null for all.</param>
/// <param name="ExpiresAt">From when it opens nothing any more; null for never.</param>
public sealed record KeyBody(string Name, string Role, IReadOnlyList<string>? Acquirers, DateTimeOffset? ExpiresAt)
{
    /// <summary>The most acquirers of a key.</summary>
    public const int MostAcquirers = 1000;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 64;

    private static readonly string[] Fields = ["name", "role", "acquirers", "expiresAt"];

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The text.</param>
    /// <param name="now">The clock of the server.</param>
    /// <param name="hash">SHA-256 of the key to be.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <returns>Null where something is wrong.</returns>
    public static KeyDraft? Read(string json, DateTimeOffset now, byte[] hash, List<FieldError> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var draft = Read(document.RootElement, now, hash, errors);
            return errors.Count == 0 ? draft : null;
        }
        // The second is a text that is half of a surrogate pair.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            errors.Add(new FieldError(null, "The body is not a JSON object."));
            return null;
        }
    }

    private static KeyDraft Read(JsonElement json, DateTimeOffset now, byte[] hash, List<FieldError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException();
        foreach (var member in json.EnumerateObject().Select(member => CardNumbers.Mask(member.Name)))
            if (!Fields.Contains(member, StringComparer.Ordinal))
                errors.Add(new FieldError(member, $"'{member}' is no field of a key; there are {string.Join(", ", Fields)}."));
        return new KeyDraft(NameOf(json, errors), RoleOf(json, errors), AcquirersOf(json, errors), ExpiryOf(json, now, errors), hash);
    }

    private static string NameOf(JsonElement json, List<FieldError> errors)
    {
        var name = Text(json, "name");
        if (string.IsNullOrWhiteSpace(name) || name.EnumerateRunes().Count() > LongestName || name.Any(char.IsControl))
            errors.Add(new FieldError("name", $"name is wrong; allowed are 1 to {LongestName} characters that are not all blank and no control characters."));
        else if (CardNumbers.AreIn(Encoding.UTF8.GetBytes(name)))
            errors.Add(new FieldError("name", "name holds a card's number, which is kept nowhere."));
        return name?.Trim() ?? "";
    }

    private static AccessRole RoleOf(JsonElement json, List<FieldError> errors)
    {
        if (Text(json, "role") is { } word && Roles.Parse(word) is { } role)
            return role;
        errors.Add(new FieldError("role", $"role is wrong; allowed is one of {string.Join(", ", Roles.All)}."));
        return default;
    }

    private static string[]? AcquirersOf(JsonElement json, List<FieldError> errors)
    {
        if (!json.TryGetProperty("acquirers", out var list) || list.ValueKind == JsonValueKind.Null)
            return null;
        var isList = list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is >= 1 and <= MostAcquirers;
        if (!isList || list.EnumerateArray().Any(item => !IsAcquirer(item)))
        {
            errors.Add(new FieldError("acquirers", $"acquirers is wrong; allowed are null for all, or 1 to {MostAcquirers} ids, [A-Za-z0-9._-]{{1,{Identifiers.AcquirerLength}}}."));
            return null;
        }
        return [.. list.EnumerateArray().Select(item => item.GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsAcquirer(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && Identifiers.IsId(Encoding.UTF8.GetBytes(item.GetString()!), Identifiers.AcquirerLength);

    private static DateTimeOffset? ExpiryOf(JsonElement json, DateTimeOffset now, List<FieldError> errors)
    {
        if (!json.TryGetProperty("expiresAt", out var text) || text.ValueKind == JsonValueKind.Null)
            return null;
        if (Text(json, "expiresAt") is { } time && InstantConverter.TryParse(time, out var at) && at > now)
            return at;
        errors.Add(new FieldError("expiresAt", "expiresAt is wrong; allowed are null for never, or a time to come, of RFC 3339 with an offset."));
        return null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
