using System.Text.Json.Serialization;

namespace PosMonitor.Send;

/// <summary>The monitor's answer to a body (contract §1).</summary>
internal sealed record Answer(int Accepted, int Rejected, IReadOnlyList<AnswerError>? Errors);

/// <summary>A line that it refused.</summary>
internal sealed record AnswerError(int Line, string Code, string Message);

/// <summary>Why it took nothing: RFC 9457.</summary>
internal sealed record Problem(string? Title, string? Detail);

/// <summary>Reads what the monitor answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class AnswerJson : JsonSerializerContext;
