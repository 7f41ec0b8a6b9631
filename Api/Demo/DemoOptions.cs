namespace PosMonitor.Demo;

/// <summary>Where the simulated fleet sends its events. Read when the process listens, not before.</summary>
public sealed class DemoOptions
{
    /// <summary>The address of the own process, as in <c>http://127.0.0.1:8080</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>A key that may ingest.</summary>
    public string? Key { get; set; }

    /// <summary>Another seed is another fleet and another order of incidents.</summary>
    public int Seed { get; set; } = 1;
}
