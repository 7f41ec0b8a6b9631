namespace PosMonitor.Reference;

/// <summary>"Ten-second slots of event time ([:00, :10), …)" (contract §4), each known by its start.</summary>
public static class Slots
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>The start of the slot that holds a time.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % Length.Ticks, TimeSpan.Zero);
}
