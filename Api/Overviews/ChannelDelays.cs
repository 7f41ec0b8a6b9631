using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Overviews;

/// <summary>How long notifications by one channel took.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Count">Transactions whose match came by this channel.</param>
/// <param name="OnTime">Those whose match came in time.</param>
/// <param name="Late">Those whose match came late.</param>
/// <param name="Failed">Notifications with status `failed`.</param>
/// <param name="Buckets">The delays of `count`, from the shortest to the longest.</param>
public sealed record ChannelDelays(NotificationChannel Channel, long Count, long OnTime, long Late, long Failed, IReadOnlyList<DelayBucket> Buckets)
{
    public static ChannelDelays Of(NotificationChannel channel, ChannelFigures figures) =>
        new(channel, figures.DelayMs.Count, figures.OnTime, figures.Late, figures.Failed, DelayBucket.Of(figures.DelayMs));
}
