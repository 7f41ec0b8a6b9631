namespace PosMonitor.Settings;

/// <summary>What a change of the configuration is about. The numbers are part of the store's format.</summary>
[GenerateSerializer, Alias("pos.configuration-kind")]
public enum ConfigurationKind : byte
{
    /// <summary>Settings of a scope: the key is <c>fleet</c>, <c>acquirer/{a}</c>, <c>merchant/{a}/{m}</c>, <c>issuer/{i}</c> or <c>terminal/{a}/{t}</c>.</summary>
    Settings = 0,

    /// <summary>The registry's entry of an acquirer: the key is its id.</summary>
    Acquirer = 1,

    /// <summary>The registry's entry of a terminal: the key is <c>acquirer/terminal</c>.</summary>
    Terminal = 2,
}
