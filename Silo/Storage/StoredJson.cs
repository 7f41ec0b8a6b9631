using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosMonitor.Storage;

/// <summary>How alerts are written into the store.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAlert))]
[JsonSerializable(typeof(StoredEntry))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static byte[] Bytes(StoredAlert alert) => JsonSerializer.SerializeToUtf8Bytes(alert, Default.StoredAlert);

    public static byte[] Bytes(StoredEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Default.StoredEntry);

    /// <summary>A JSON array, as <c>json_each</c> takes it.</summary>
    public static string Text(IEnumerable<string> ids) => JsonSerializer.Serialize(ids, Default.IEnumerableString);

    public static StoredAlert Alert(byte[] json) => JsonSerializer.Deserialize(json, Default.StoredAlert)!;

    public static StoredEntry Entry(byte[] json) => JsonSerializer.Deserialize(json, Default.StoredEntry)!;
}
