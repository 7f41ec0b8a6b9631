using PosMonitor.Parties;

namespace PosMonitor.Merchants;

/// <summary>A merchant as one shard knows it: its totals there, and its terminals there.</summary>
public struct Merchant
{
    /// <summary>Names of the shard.</summary>
    public int Acquirer, Id;

    /// <summary>A hash of both, by which it is found.</summary>
    public ulong Key;
    public CompactFigures Total;

    /// <summary>A block of the numbers of the terminals on which requests named it, four bytes each; 0 for none.</summary>
    public int Terminals;
    public int TerminalCount;
}
