namespace PosMonitor.Registry;

/// <summary>What is registered of a terminal; all of it is optional.</summary>
/// <param name="Merchant">The merchant that it is bound to.</param>
/// <param name="Serial">Its serial number, up to 64 characters.</param>
/// <param name="Model">Its model, up to 64 characters.</param>
/// <param name="Lat">Where it belongs, degrees; with <paramref name="Lon"/> or not at all.</param>
/// <param name="Lon">Degrees.</param>
public sealed record TerminalBody(string? Merchant, string? Serial, string? Model, double? Lat, double? Lon);
