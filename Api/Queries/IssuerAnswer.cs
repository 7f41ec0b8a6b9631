using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>An issuer, with its totals and what it told its cardholders by each channel.</summary>
public sealed record IssuerAnswer(string Id, IReadOnlyDictionary<string, ChannelAnswer> Channels, Totals Total, Totals M1, Totals M5, Totals H1)
{
    private static readonly string[] ChannelNames = [.. Enum.GetNames<NotificationChannel>().Select(name => name.ToLowerInvariant())];

    public static IssuerAnswer Of(SubjectTotals issuer) => new(
        issuer.Id, ChannelsOf(issuer), Totals.Of(issuer.Total), Totals.Of(issuer.M1), Totals.Of(issuer.M5), Totals.Of(issuer.H1));

    // Every channel is listed, used or not, so that a reader need not ask whether it is there.
    private static Dictionary<string, ChannelAnswer> ChannelsOf(SubjectTotals issuer) => ChannelNames
        .Select((name, channel) => (name, figures: channel < issuer.Channels?.Length ? issuer.Channels[channel] : new ChannelFigures()))
        .ToDictionary(channel => channel.name, channel => ChannelAnswer.Of(channel.figures), StringComparer.Ordinal);
}

/// <summary>Notifications by one channel, since the beginning.</summary>
/// <param name="Sent">Notifications with status <c>sent</c>.</param>
/// <param name="Delivered">Notifications with status <c>delivered</c>.</param>
/// <param name="Failed">Notifications with status <c>failed</c>.</param>
/// <param name="OnTime">Transactions whose match came by this channel in time.</param>
/// <param name="Late">Transactions whose match came by this channel late.</param>
/// <param name="DelayMs">From the response to that match.</param>
public sealed record ChannelAnswer(long Sent, long Delivered, long Failed, long OnTime, long Late, Durations DelayMs)
{
    public static ChannelAnswer Of(ChannelFigures figures) =>
        new(figures.Sent, figures.Delivered, figures.Failed, figures.OnTime, figures.Late, Durations.Of(figures.DelayMs));
}
