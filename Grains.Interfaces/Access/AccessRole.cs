namespace PosMonitor.Access;

/// <summary>What a key may do (contract §6). The numbers are part of the store's format.</summary>
[GenerateSerializer, Alias("pos.access-role")]
public enum AccessRole : byte
{
    /// <summary>Send events, and nothing else.</summary>
    Ingest = 0,

    /// <summary>Read.</summary>
    Viewer = 1,

    /// <summary>Read, and acknowledge, resolve and comment alerts.</summary>
    Operator = 2,

    /// <summary>Everything.</summary>
    Admin = 3,
}
