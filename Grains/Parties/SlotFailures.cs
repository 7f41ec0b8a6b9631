using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>The failures of a party in one slot.</summary>
internal sealed class SlotFailures
{
    /// <summary>The numbers of the terminals with a failure.</summary>
    public HashSet<int> Terminals { get; } = [];

    /// <summary>How many, by cause, code and the name of the issuer.</summary>
    public Dictionary<(ResponseCause Cause, ushort Code, int Issuer), int> Counts { get; } = [];

    public void Count(int terminal, (ResponseCause, ushort, int) failure)
    {
        Terminals.Add(terminal);
        Counts[failure] = Counts.GetValueOrDefault(failure) + 1;
    }
}
