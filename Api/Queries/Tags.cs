namespace PosMonitor.Queries;

/// <summary>The chapters of the reference page.</summary>
public static class Tags
{
    public const string Events = "Events";
    public const string Fleet = "Fleet";
    public const string Acquirers = "Acquirers";
    public const string Merchants = "Merchants";
    public const string Terminals = "Terminals";
    public const string Transactions = "Transactions";
    public const string Issuers = "Issuers";
    public const string Alerts = "Alerts";
    public const string Settings = "Settings";
    public const string Registry = "Registry";
    public const string Keys = "Keys";
    public const string Operation = "Operation";
}
