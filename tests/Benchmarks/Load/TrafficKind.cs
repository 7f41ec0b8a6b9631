namespace PosMonitor.Benchmarks.Load;

/// <summary>What the load is of.</summary>
public enum TrafficKind
{
    /// <summary>Card traffic of now, without end.</summary>
    Cards,

    /// <summary>The terminals fail under one issuer, three times each, and the load ends after that.</summary>
    Outage,

    /// <summary>A day of the terminals that was a week ago, and the load ends after that.</summary>
    LastWeek,
}
