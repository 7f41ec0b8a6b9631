using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Registry;

/// <summary>A terminal as the registry holds it.</summary>
/// <param name="Acquirer">The id of its acquirer.</param>
/// <param name="Terminal">Its id.</param>
/// <param name="Merchant">The merchant that it is bound to, or null for the first that an event names.</param>
/// <param name="Serial">Its serial number.</param>
/// <param name="Model">Its model.</param>
/// <param name="Lat">Where it belongs, degrees.</param>
/// <param name="Lon">Degrees.</param>
/// <param name="Version">The change that made it so.</param>
public sealed record RegisteredTerminal(string Acquirer, string Terminal, string? Merchant, string? Serial, string? Model, double? Lat, double? Lon, long Version)
{
    public static RegisteredTerminal Of(RegistryEntry entry)
    {
        var (acquirer, terminal) = TerminalKey.Parse(entry.Key);
        var body = JsonSerializer.Deserialize<TerminalBody>(entry.Body, WireFormat.Options)!;
        return new RegisteredTerminal(acquirer, terminal, body.Merchant, body.Serial, body.Model, body.Lat, body.Lon, entry.Version);
    }
}
