namespace PosMonitor.Settings;

/// <summary>How the monitor as a whole is set up: section <c>PosMonitor</c> (contract §7).</summary>
public sealed class MonitorOptions
{
    public const string Section = "PosMonitor";

    /// <summary>Which clock fires deadlines (contract §2). Default <c>wall</c>.</summary>
    public ClockMode Clock { get; set; } = ClockMode.Wall;

    /// <summary>With the wall clock: how long after a deadline it fires, so that an event on its way is not overtaken. 0 … 1 min, default 500 ms.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Where everything is kept. Default <c>data</c>, below the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// How many shards a new store is divided into, 1 … 4096; a store keeps the number that it was made with. No more silos and processors than that can share
    /// the work, and each shard has figures of its own that push those of the others out of the processor's caches. Default 16.
    /// </summary>
    public int Shards { get; set; } = 16;

    /// <summary>How long the journal is kept, and an event that is sent again recognised. At least 1 h, default 30 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A shard writes a snapshot after this many events. 1,000 … 100 million, default 400,000.</summary>
    public int SnapshotEvery { get; set; } = 400_000;

    /// <summary>How long nothing may have come from a terminal, with nothing pending, before it leaves memory. 1 s … 3650 days, default 6 h.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromHours(6);
}
