namespace PosMonitor.Settings;

/// <summary>How a wish to change settings or registry ended.</summary>
[GenerateSerializer, Alias("pos.configuration-result")]
public enum ConfigurationResult : byte
{
    /// <summary>It is durable.</summary>
    Changed = 0,

    /// <summary>It is so already; there is no new version.</summary>
    Unchanged = 1,

    /// <summary>There is something wrong with it.</summary>
    Refused = 2,

    /// <summary>Something was changed meanwhile.</summary>
    Moved = 3,

    /// <summary>There is nothing to be taken away.</summary>
    Unknown = 4,
}
