using System.Text.Json.Serialization;

namespace PosMonitor.Events;

/// <summary>The answer to a body that was taken (contract §1): every accepted event is durable.</summary>
/// <param name="Accepted">How many events were accepted.</param>
/// <param name="Rejected">How many lines were refused.</param>
/// <param name="Errors">The first 100 of them.</param>
public sealed record EventsAnswer(int Accepted, int Rejected, IReadOnlyList<EventError> Errors);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventsAnswer))]
internal sealed partial class EventsJson : JsonSerializerContext;
