namespace PosMonitor.Operations.Views;

/// <summary>What the console speaks.</summary>
public enum Language
{
    En = 0,
    Zh = 1,
}
