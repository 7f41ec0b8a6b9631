namespace PosMonitor.Benchmarks.Load;

/// <summary>What the load generator does: how many events, in what pieces, how fast, and for how long.</summary>
public sealed record LoadPlan
{
    /// <summary>Terminals of the fleet where nothing else is said.</summary>
    public const int FleetSize = 200_000;

    /// <summary>The port of the monitor on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>A key that may send events.</summary>
    public required string Key { get; init; }

    /// <summary>The process of the monitor, of which the processor time is read at both ends of what is counted; 0 for none.</summary>
    public int Monitor { get; init; }

    /// <summary>Events a body.</summary>
    public int Batch { get; init; } = 2_000;

    /// <summary>Connections, each with its part of the fleet; one body at a time on each.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>Terminals of the fleet.</summary>
    public int Terminals { get; init; } = FleetSize;

    /// <summary>Which load of a monitor this is: each has transactions of its own.</summary>
    public int Run { get; init; }

    /// <summary>What it is of.</summary>
    public TrafficKind Traffic { get; init; }

    /// <summary>Events a second over all connections; 0 for as many as are taken.</summary>
    public int Rate { get; init; }

    /// <summary>Events after which it ends, though there is time left; 0 for none.</summary>
    public long Events { get; init; }

    /// <summary>Seconds before anything is counted.</summary>
    public double WarmUp { get; init; } = 8;

    /// <summary>Seconds that are counted.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Into how many equal parts they are divided.</summary>
    public int Windows { get; init; } = 1;
}
