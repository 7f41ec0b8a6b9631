namespace PosMonitor.Operations.Views;

/// <summary>The colours of the console.</summary>
public enum Theme
{
    /// <summary>As the browser's system has it.</summary>
    System = 0,
    Light = 1,
    Dark = 2,
}
