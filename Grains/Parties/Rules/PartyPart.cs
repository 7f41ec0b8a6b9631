namespace PosMonitor.Parties.Rules;

/// <summary>
/// What one shard told of a party's ten-second slot, of an issuer on one acquirer's terminals: the judge holds millions of them, most without a failure, and so
/// in 32 bytes and with no object for these.
/// </summary>
public readonly struct PartyPart
{
    // All that was told, where there is more to tell than numbers; else the acquirer, or nothing.
    private readonly object? _more;

    /// <summary>What was told of an issuer or acquirer, or of failures.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="figures">What it told.</param>
    /// <param name="acquirer">Of an issuer, the acquirer.</param>
    public PartyPart(int shard, SlotFigures figures, string? acquirer)
        : this(figures.Slot, shard, figures.Finished) =>
        (Bad, _more) = (figures.Bad, figures.FailingTerminals.Count > 0 || figures.Failures.Count > 0 || figures.Channels.Count > 0 ? figures : acquirer);

    /// <summary>Finishes without a failure.</summary>
    /// <param name="slot">The start of the slot, UTC ticks.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="finished">How many.</param>
    public PartyPart(long slot, int shard, int finished) => (Slot, Shard, Finished) = (slot, shard, finished);

    /// <summary>By slot, shard and acquirer: no two parts of a party are equal in these.</summary>
    public static IComparer<PartyPart> InOrder { get; } = Comparer<PartyPart>.Create(static (a, b) =>
        a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot)
        : a.Shard != b.Shard ? a.Shard.CompareTo(b.Shard)
        : string.CompareOrdinal(a.Acquirer, b.Acquirer));

    /// <summary>The start of the slot, UTC ticks.</summary>
    public long Slot { get; }

    public int Shard { get; }

    /// <summary>Transactions that entered a window, or notifications that were due.</summary>
    public int Finished { get; }

    /// <summary>How many of them speak against the party.</summary>
    public int Bad { get; }

    /// <summary>Of an issuer, the acquirer; else null.</summary>
    public string? Acquirer => Detail is { } detail ? detail.Acquirer : _more as string;

    /// <summary>All that was told, where there is more to tell than these numbers; else null.</summary>
    public SlotFigures? Detail => _more as SlotFigures;
}
