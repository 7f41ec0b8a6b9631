namespace PosMonitor.Verification;

/// <summary>What a verification looked at and what it found.</summary>
public sealed class VerificationReport
{
    public int Shards { get; internal set; }

    /// <summary>Shards of which the journal's beginning has been dropped: folded from their snapshot.</summary>
    public int FromSnapshot { get; internal set; }

    public long Records { get; internal set; }
    public long Events { get; internal set; }
    public long Terminals { get; internal set; }
    public int Alerts { get; internal set; }

    /// <summary>Alerts that were not compared, because what became of them depends on what a person did.</summary>
    public int AlertsOfPeople { get; internal set; }

    public List<Difference> Differences { get; } = [];
}
