namespace PosMonitor.Settings;

/// <summary>Whom a scope is about; what it does not name is null, and so is all of the fleet's.</summary>
public readonly record struct ScopeIds(string? Acquirer = null, string? Merchant = null, string? Issuer = null, string? Terminal = null);
