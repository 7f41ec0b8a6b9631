namespace PosMonitor.Alerts.RootCauses;

/// <summary>What happens at a moment, in the order in which it is worked off there.</summary>
internal enum MomentKind : byte
{
    /// <summary>An alert that explains others opens.</summary>
    CauseOpens,

    /// <summary>An alert that can be explained opens.</summary>
    AlertOpens,

    /// <summary>Either kind ends.</summary>
    Ends,

    /// <summary>An alert was held long enough.</summary>
    HoldEnds,
}

/// <summary>
/// A moment of event time. Everything that has the same place in this order can be worked off in any order with the same result, so the order in
/// which it was told does not matter.
/// </summary>
/// <param name="At">UTC ticks.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Rank">
/// Of causes that open the first to be asked first, so that none takes what it had to give away at once. Of what ends the explained first, so that no
/// cause hands on what ends with it.
/// </param>
internal readonly record struct Moment(long At, MomentKind Kind, int Rank) : IComparable<Moment>
{
    public static Moment CauseOpens(long at, CauseKind kind) => new(at, MomentKind.CauseOpens, (int)kind);

    public static Moment AlertOpens(long at) => new(at, MomentKind.AlertOpens, 0);

    public static Moment AlertEnds(long at) => new(at, MomentKind.Ends, 0);

    public static Moment CauseEnds(long at) => new(at, MomentKind.Ends, 1);

    public static Moment HoldEnds(long at) => new(at, MomentKind.HoldEnds, 0);

    public int CompareTo(Moment other)
    {
        if (At != other.At)
            return At.CompareTo(other.At);
        return Kind != other.Kind ? Kind.CompareTo(other.Kind) : Rank.CompareTo(other.Rank);
    }
}
