using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>An acquirer as the registry holds it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Licensed"><c>true</c>, <c>false</c> or <c>"unverified"</c>.</param>
/// <param name="Clearing">The institutions that may pay out its merchants beside itself.</param>
/// <param name="TimeZone">In which its business days begin: a name of the IANA time zone database.</param>
/// <param name="Codes">What response codes mean here, where that differs.</param>
/// <param name="Version">The change that made it so; 0 where it was there from the start.</param>
public sealed record RegisteredAcquirer(
    string Id, AcquirerName Name, JsonElement Licensed, IReadOnlyList<string> Clearing, string TimeZone, IReadOnlyDictionary<string, CodeMeaning> Codes, long Version)
{
    public static RegisteredAcquirer Of(RegistryEntry entry)
    {
        var body = JsonSerializer.Deserialize<AcquirerBody>(entry.Body, WireFormat.Options)!;
        return new RegisteredAcquirer(entry.Key, body.Name!, body.Licensed, body.Clearing!, body.TimeZone!, body.Codes!, entry.Version);
    }
}
