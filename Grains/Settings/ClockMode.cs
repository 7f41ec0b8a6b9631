namespace PosMonitor.Settings;

/// <summary>What fires deadlines (contract §2).</summary>
public enum ClockMode
{
    /// <summary>The server's clock.</summary>
    Wall,

    /// <summary>The events themselves: for replays and back-tests.</summary>
    Stream,
}
