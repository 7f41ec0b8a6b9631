namespace PosMonitor.Parties;

/// <summary>What a shard has counted of a party in one slot, and what of that was told and judged. An entry of a <see cref="SlotBook"/>.</summary>
internal struct SlotCell
{
    public SlotKey Key;
    public int Finished, Untimely;

    /// <summary>What was told and judged, where <see cref="IsTold"/>: these numbers, or all of it where there is more to tell.</summary>
    public int ToldFinished, ToldUntimely;
    public SlotFigures? ToldDetail;

    /// <summary>Failures of finishes (<see cref="SlotFailures"/>); of notifications, late ones by channel and then failed ones (an array). Most slots of most merchants have neither.</summary>
    public object? Detail;

    /// <summary>It counts: no report has come so late that it would be forgotten.</summary>
    public bool IsCounted;

    /// <summary>It changed since the last report.</summary>
    public bool Changed;

    /// <summary>It was told, and a judgement may still look at it.</summary>
    public bool IsTold;

    /// <summary>How much of it speaks against the party.</summary>
    public readonly int Bad => Detail is SlotFailures failed ? failed.Counts.Values.Sum() : Untimely;
}
