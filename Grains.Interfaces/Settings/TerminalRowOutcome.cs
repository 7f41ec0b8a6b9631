namespace PosMonitor.Settings;

/// <summary>What became of a <see cref="TerminalRow"/>.</summary>
[GenerateSerializer, Alias("pos.terminal-row-outcome")]
public enum TerminalRowOutcome : byte
{
    /// <summary>The terminal was not registered before.</summary>
    Created = 0,

    /// <summary>Its entry is another one now.</summary>
    Updated = 1,

    /// <summary>It is registered so already, or a later row of the same call is about the same terminal.</summary>
    Unchanged = 2,

    /// <summary>There is something wrong with the row.</summary>
    Rejected = 3,
}
