using System.Text.Json;
using System.Text.Json.Serialization;
using PosMonitor.Events;

namespace PosMonitor.Tests.Shards;

/// <summary>One step of a history: an event, or a change of settings or registry.</summary>
/// <param name="Event">The event, or null.</param>
/// <param name="Path">What follows <c>/v1/</c> in the address of the change, or null.</param>
/// <param name="Body">What is put there; null where it is deleted.</param>
internal sealed record HistoryStep(PosEvent? Event, string? Path = null, string? Body = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public override string ToString() => Event is { } e ? JsonSerializer.Serialize(e, Options) : $"{(Body is null ? "DELETE" : "PUT")} {Path} {Body}";
}
