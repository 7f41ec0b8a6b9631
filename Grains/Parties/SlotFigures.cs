namespace PosMonitor.Parties;

/// <summary>What one shard has counted of a party in one ten-second slot of event time (contract §4).</summary>
/// <param name="Kind">Merchant, issuer or acquirer.</param>
/// <param name="Subject"><c>acquirer/merchant</c>, the issuer, or the acquirer.</param>
/// <param name="Slot">The start of the slot, UTC ticks.</param>
/// <param name="Finished">Transactions that entered a terminal's window, or notifications that were due.</param>
/// <param name="FailingTerminals">The numbers, within the shard, of the terminals with a failure.</param>
/// <param name="Failures">The failures by cause, code and issuer.</param>
[GenerateSerializer, Immutable, Alias("pos.slot-figures")]
public sealed record SlotFigures(
    [property: Id(0)] SubjectKind Kind,
    [property: Id(1)] string Subject,
    [property: Id(2)] long Slot,
    [property: Id(3)] int Finished,
    [property: Id(4)] IReadOnlyList<int> FailingTerminals,
    [property: Id(5)] IReadOnlyList<FailureCount> Failures)
{
    /// <summary>What is counted.</summary>
    [Id(6)] public SlotTopic Topic { get; init; }

    /// <summary>Of notifications: those that were not on time, or wrong.</summary>
    [Id(7)] public int Untimely { get; init; }

    /// <summary>Of notifications: late and failed ones by channel.</summary>
    [Id(8)] public IReadOnlyList<ChannelCount> Channels { get; init; } = [];

    /// <summary>Of an issuer, the acquirer on whose terminals its cards were used: each is counted by itself. Else null.</summary>
    [Id(9)] public string? Acquirer { get; init; }

    /// <summary>How many of <see cref="Finished"/> speak against the party.</summary>
    public int Bad => Topic == SlotTopic.Notifications ? Untimely : Failures.Sum(static failure => failure.Count);
}
