namespace PosMonitor.Limits;

/// <summary>How much one caller may ask of this gateway: section <c>PosMonitor:Limits</c>. The defaults are far above what a loader does that works normally.</summary>
public sealed class LimitOptions
{
    public const string Section = "PosMonitor:Limits";

    /// <summary>Requests a second of one key, and twice as many at once after a pause. 1 … 1,000,000, default 50,000.</summary>
    public int RequestsPerSecond { get; set; } = 50_000;

    /// <summary>Requests of one key that are being answered, without streams. 1 … 100,000, default 4,096.</summary>
    public int RequestsAtOnce { get; set; } = 4_096;

    /// <summary>Requests a second without a key, of one address (of IPv6 one /64). 1 … 1,000,000, default 1,000.</summary>
    public int AnonymousPerSecond { get; set; } = 1_000;

    /// <summary>Requests without a key that are being answered, of one address. 1 … 100,000, default 256.</summary>
    public int AnonymousAtOnce { get; set; } = 256;

    /// <summary>Streams of one key. 1 … 100,000, default 1,000.</summary>
    public int StreamsPerKey { get; set; } = 1_000;

    /// <summary>Streams of this gateway. 1 … 1,000,000, default 10,000.</summary>
    public int Streams { get; set; } = 10_000;

    /// <summary>The longest path with its query, in bytes. 1,024 … 65,536, default 8,192.</summary>
    public int AddressBytes { get; set; } = 8_192;

    /// <summary>All headers of a request together, in bytes. 4,096 … 262,144, default 32,768.</summary>
    public int HeaderBytes { get; set; } = 32_768;

    /// <summary>How long the headers of a request may take. 00:00:01 … 00:10:00, default 00:00:30.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes a second that a body comes in with at the least, on the average. 1 … 1,000,000, default 240.</summary>
    public int SlowestBody { get; set; } = 240;

    /// <summary>How long a body may be slower than that. 00:00:02 … 00:10:00, default 00:00:05.</summary>
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);
}
