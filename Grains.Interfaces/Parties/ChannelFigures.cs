namespace PosMonitor.Parties;

/// <summary>What an issuer told its cardholders by one channel, since the beginning. Each distinct notification of a held transaction counts once.</summary>
[GenerateSerializer, Alias("pos.channel-figures")]
public sealed class ChannelFigures
{
    [Id(0)] public long Sent { get; set; }
    [Id(1)] public long Delivered { get; set; }
    [Id(2)] public long Failed { get; set; }

    /// <summary>Transactions whose match came by this channel in time.</summary>
    [Id(3)] public long OnTime { get; set; }

    /// <summary>Transactions whose match came by this channel late.</summary>
    [Id(4)] public long Late { get; set; }

    /// <summary>Milliseconds from response to match, of the transactions whose match came by this channel.</summary>
    [Id(5)] public Quantiles DelayMs { get; private set; } = new();

    public void Add(ChannelFigures other)
    {
        Sent += other.Sent;
        Delivered += other.Delivered;
        Failed += other.Failed;
        OnTime += other.OnTime;
        Late += other.Late;
        DelayMs.Add(other.DelayMs);
    }
}
