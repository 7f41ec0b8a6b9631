namespace PosMonitor.Alerts;

/// <summary>A rule of contract §4: a file named after its alert, and an entry of <see cref="AlertRules.All"/>.</summary>
public interface IAlertRule
{
    /// <summary>The rule's name in the contract.</summary>
    string Name { get; }
}
