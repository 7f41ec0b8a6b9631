using PosMonitor.Events;

namespace PosMonitor.Parties;

/// <summary>How many notifications came late by a channel, and how many transactions had one that failed.</summary>
[GenerateSerializer, Immutable, Alias("pos.channel-count")]
public sealed record ChannelCount(
    [property: Id(0)] NotificationChannel Channel,
    [property: Id(1)] int Late,
    [property: Id(2)] int Failed);
