namespace PosMonitor.Hosting;

/// <summary>Where the silo listens for other silos, gateways and Orleans clients: section <c>PosMonitor:Silo</c>.</summary>
public sealed class SiloSettings
{
    public const string Section = "PosMonitor:Silo";

    /// <summary>The IP address that it listens on and tells the others. Default the loopback address, for processes of one machine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port of silo to silo. 0, the default, is any that is free.</summary>
    public int Port { get; set; }

    /// <summary>The port that gateways and Orleans clients connect to. 0, the default, is any that is free; in one process 30000 or the next one.</summary>
    public int GatewayPort { get; set; }
}
