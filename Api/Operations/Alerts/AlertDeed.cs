namespace PosMonitor.Operations.Alerts;

/// <summary>What a person does to an alert.</summary>
public enum AlertDeed
{
    Acknowledge = 0,
    Resolve = 1,
    Comment = 2,
}
