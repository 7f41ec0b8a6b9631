namespace PosMonitor.Alerts;

/// <summary>What was asked for makes no sense for an alert that is resolved.</summary>
[GenerateSerializer, Alias("pos.alert-resolved")]
public sealed class AlertResolvedException : Exception
{
    public AlertResolvedException() { }

    public AlertResolvedException(string message) : base(message) { }

    public AlertResolvedException(string message, Exception inner) : base(message, inner) { }
}
