using PosMonitor.Terminals.Rules;

namespace PosMonitor.Terminals;

/// <summary>How a terminal does (contract §5).</summary>
public static class TerminalStanding
{
    private static readonly long ActiveFor = TimeSpan.FromMinutes(15).Ticks;

    /// <param name="terminal">The terminal.</param>
    /// <param name="now">The settled clock, UTC ticks.</param>
    public static TerminalStatus Of(in Terminal terminal, long now)
    {
        if ((terminal.Open & TerminalRules.Failing.Bit) != 0)
            return TerminalStatus.Failing;
        if ((terminal.Open & TerminalRules.Slow.Bit) != 0)
            return TerminalStatus.Slow;
        if ((terminal.Open & TerminalRules.Silent.Bit) != 0)
            return TerminalStatus.Silent;
        if (terminal.LastSignout != 0 && !terminal.OnDuty)
            return TerminalStatus.OffDuty;
        return IsActive(terminal.LastEvent, now) ? TerminalStatus.Active : TerminalStatus.Idle;
    }

    /// <summary>True where the last event was a short while ago.</summary>
    public static bool IsActive(long lastEvent, long now) => lastEvent >= now - ActiveFor;
}
