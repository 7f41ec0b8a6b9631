namespace PosMonitor.Terminals;

/// <summary>How a terminal does: the first that holds (contract §5).</summary>
[GenerateSerializer, Alias("pos.terminal-status")]
public enum TerminalStatus : byte
{
    Failing = 0,
    Slow = 1,
    Silent = 2,
    OffDuty = 3,
    Active = 4,
    Idle = 5,
}
