using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// The smallest part of the totals that anybody asks for: one issuer's cards on one acquirer's terminals. Its transactions are counted once, in the figures of
/// the stage in which they are (see <see cref="PartyBook"/>); the totals of whatever is larger are sums of these.
/// </summary>
/// <param name="acquirer">The acquirer's name in the shard.</param>
/// <param name="issuer">The issuer's name in the shard; -1 for what has no request and so no issuer.</param>
public sealed class PartyShare(int acquirer, int issuer)
{
    private readonly Figures[] _stages = [.. Enumerable.Range(0, PartyBook.Gone + 1).Select(static _ => new Figures())];

    public int Acquirer => acquirer;

    public int Issuer => issuer;

    /// <summary>Notifications by channel, since the beginning; null where there was none.</summary>
    public ChannelFigures[]? Channels { get; set; }

    /// <summary>The figures of the transactions that are in a stage.</summary>
    public Figures this[byte stage] => _stages[stage];

    /// <summary>Adds the notifications by channel to totals.</summary>
    public void AddChannelsTo(SubjectTotals totals)
    {
        if (Channels is null)
            return;
        totals.Channels ??= NewChannels();
        for (var channel = 0; channel < Channels.Length; channel++)
            totals.Channels[channel].Add(Channels[channel]);
    }

    /// <summary>Counts a match by its channel (<paramref name="sign"/> 1), or takes it out again (-1).</summary>
    public void Match(in Counted counted, int sign)
    {
        if (counted.DelayMs < 0)
            return;
        var channel = (Channels ??= NewChannels())[(int)counted.Channel];
        if (counted.Verdict == Verdict.OnTime)
            channel.OnTime += sign;
        else
            channel.Late += sign;
        channel.DelayMs.Add(counted.DelayBucket, sign, counted.DelayMs);
    }

    /// <summary>Counts a notification by its channel.</summary>
    public void Tell(in Fact notification)
    {
        var channel = (Channels ??= NewChannels())[(int)notification.Channel];
        switch (notification.Status)
        {
            case NotificationStatus.Sent:
                channel.Sent++;
                break;
            case NotificationStatus.Delivered:
                channel.Delivered++;
                break;
            default:
                channel.Failed++;
                break;
        }
    }

    private static ChannelFigures[] NewChannels() => [.. Enum.GetValues<NotificationChannel>().Select(static _ => new ChannelFigures())];
}
