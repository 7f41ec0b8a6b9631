using PosMonitor.Events;

namespace PosMonitor.Transactions;

/// <summary>How the notification of one transaction counts among those of its issuer.</summary>
/// <param name="At">When it came in time, or should have at the latest; UTC ticks, 0 where it does not count (yet).</param>
/// <param name="Bad">It was not on time, or wrong.</param>
/// <param name="Late">The channel by which it came too late, or null.</param>
/// <param name="Failed">The channels by which one failed: bits by <see cref="NotificationChannel"/>.</param>
public readonly record struct NotificationDue(long At, bool Bad, NotificationChannel? Late, byte Failed)
{
    public bool Counts => At != 0;
}
