namespace PosMonitor.Access;

/// <summary>Who may use the monitor: section <c>PosMonitor:Access</c> (contract §6).</summary>
public sealed class AccessOptions
{
    public const string Section = "PosMonitor:Access";

    /// <summary>The admin key. Without it one is made at the first start and printed once.</summary>
    public string? AdminKey { get; set; }

    /// <summary>Listens on HTTP also beyond the loopback interface, behind a proxy that speaks HTTPS. Default false: the start is refused.</summary>
    public bool AllowPlainHttp { get; set; }
}
