namespace PosMonitor.Merchants;

/// <summary>A merchant as one shard knows it: its totals there, and its terminals there.</summary>
public struct Merchant
{
    /// <summary>Names of the shard.</summary>
    public int Acquirer, Id;

    /// <summary>
    /// The number of its totals plus one; 0 where they are those of its terminal: of the only one that ever named it, and that never named another, which
    /// is what most are.
    /// </summary>
    public int Total;

    /// <summary>The terminals on which requests named it: the number of the only one, or a block of their numbers, four bytes each.</summary>
    public int Terminals;
    public int TerminalCount;
}
