using System.Text.Json;

namespace PosMonitor.Reference;

/// <summary>What the registry holds of a terminal (contract §5), as far as anything is concluded from it.</summary>
/// <param name="Merchant">The merchant that it is bound to.</param>
/// <param name="Lat">Where it stands, degrees; null with <paramref name="Lon"/> where that is not known.</param>
/// <param name="Lon">Degrees.</param>
public sealed record TerminalEntry(string? Merchant = null, double? Lat = null, double? Lon = null)
{
    /// <summary>Reads what <c>PUT /v1/registry/terminals/{a}/{t}</c> takes.</summary>
    public static TerminalEntry Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        double? Degrees(string field) =>
            document.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

        var merchant = document.RootElement.TryGetProperty("merchant", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        return new TerminalEntry(merchant, Degrees("lat"), Degrees("lon"));
    }
}
