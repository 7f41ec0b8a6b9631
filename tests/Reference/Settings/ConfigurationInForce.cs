namespace PosMonitor.Reference;

/// <summary>Which configuration is in force at this place of the stream.</summary>
public sealed class ConfigurationInForce(Configuration atStart)
{
    public Configuration Now { get; set; } = atStart;
}
