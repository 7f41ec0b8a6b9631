using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Overviews;

/// <summary>How long an issuer's notifications took, by channel, since the beginning.</summary>
/// <param name="Id">The issuer.</param>
/// <param name="NotifySla">How long they may take, in force now for the issuer: <c>hh:mm:ss</c>.</param>
/// <param name="Channels">All channels, used or not.</param>
public sealed record DelaysAnswer(string Id, string NotifySla, IReadOnlyList<ChannelDelays> Channels)
{
    public static DelaysAnswer Of(SubjectTotals issuer, string notifySla) => new(issuer.Id, notifySla,
        [.. Enum.GetValues<NotificationChannel>().Select(channel => ChannelDelays.Of(channel, (int)channel < issuer.Channels?.Length ? issuer.Channels[(int)channel] : new ChannelFigures()))]);
}
