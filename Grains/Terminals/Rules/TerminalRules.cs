using System.Collections.Immutable;

namespace PosMonitor.Terminals.Rules;

/// <summary>The rules about a terminal, each once, in the order in which they are asked.</summary>
public static class TerminalRules
{
    public static readonly TerminalFailing Failing = new();
    public static readonly TerminalSlow Slow = new();
    public static readonly TerminalReversals Reversals = new();
    public static readonly TerminalDormant Dormant = new();
    public static readonly TerminalSilent Silent = new();
    public static readonly TerminalRebound Rebound = new();
    public static readonly TerminalMoved Moved = new();
    public static readonly ProcedureNoSignin NoSignin = new();
    public static readonly ProcedureUnsettled Unsettled = new();

    public static ImmutableArray<TerminalRule> All { get; } = [Failing, Slow, Reversals, Dormant, Silent, Rebound, Moved, NoSignin, Unsettled];

    /// <summary>Those that look at every event: on the event path nobody else is asked.</summary>
    public static ImmutableArray<TerminalRule> OfEvents { get; } = [Silent, Rebound, Moved, NoSignin, Unsettled];

    /// <summary>Those that look at every finish.</summary>
    public static ImmutableArray<TerminalRule> OfFinishes { get; } = [Failing, Slow];

    /// <summary>Those with deadlines of their own.</summary>
    public static ImmutableArray<TerminalRule> WithDeadline { get; } = [.. All.Where(rule => rule.HasDeadline)];
}
