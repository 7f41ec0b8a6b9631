namespace PosMonitor.Parties;

/// <summary>A subject with its totals (contract §5): since the beginning, and over the last minute, five minutes and hour up to the settled clock.</summary>
[GenerateSerializer, Alias("pos.subject-totals")]
public sealed class SubjectTotals
{
    /// <param name="id">The id of the subject; empty for the fleet.</param>
    public SubjectTotals(string id) => Id = id;

    [Id(0)] public string Id { get; private set; }
    [Id(1)] public Figures Total { get; private set; } = new();
    [Id(2)] public Figures M1 { get; private set; } = new();
    [Id(3)] public Figures M5 { get; private set; } = new();
    [Id(4)] public Figures H1 { get; private set; } = new();

    /// <summary>Of an issuer: its notifications by channel, indexed by <see cref="Events.NotificationChannel"/>; else null.</summary>
    [Id(5)] public ChannelFigures[]? Channels { get; set; }

    /// <summary>Adds the totals that another shard has of the same subject.</summary>
    public void Add(SubjectTotals other)
    {
        Total.Add(other.Total);
        M1.Add(other.M1);
        M5.Add(other.M5);
        H1.Add(other.H1);
        if (other.Channels is null)
            return;
        Channels ??= [.. other.Channels.Select(_ => new ChannelFigures())];
        for (var channel = 0; channel < other.Channels.Length; channel++)
            Channels[channel].Add(other.Channels[channel]);
    }
}
