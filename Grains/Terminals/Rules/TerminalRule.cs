using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Terminals.Rules;

/// <summary>A rule of contract §4 about a terminal. It alone knows when its alert opens and resolves.</summary>
/// <param name="name">The rule's name in the contract.</param>
/// <param name="bit">Its bit in <see cref="Terminal.Open"/>: part of the snapshot's format, never reused.</param>
public abstract class TerminalRule(string name, ushort bit) : IAlertRule
{
    public string Name { get; } = name;
    public ushort Bit { get; } = bit;

    /// <summary>True where the rule has deadlines of its own.</summary>
    public virtual bool HasDeadline => false;

    /// <summary>Judges the window just after <see cref="TerminalCase.Finish"/> entered it.</summary>
    public virtual void JudgeFinish(TerminalCase terminal) { }

    /// <summary>Judges a transaction that was just reversed, at <see cref="TerminalCase.At"/>.</summary>
    public virtual void JudgeReversal(TerminalCase terminal) { }

    /// <summary>Judges an event of the terminal, see <see cref="TerminalCase.Event"/>.</summary>
    public virtual void JudgeEvent(TerminalCase terminal) { }

    /// <summary>Judges a transaction that just became approved, with a response at <see cref="TerminalCase.At"/>.</summary>
    public virtual void JudgeApproval(TerminalCase terminal) { }

    /// <summary>The rule's next deadline, UTC ticks; <see cref="long.MaxValue"/> for none. A function of how the terminal stands and of the settings in force.</summary>
    public virtual long NextDeadline(TerminalCase terminal, DetectionOptions settings) => long.MaxValue;

    /// <summary>The rule's deadline fired, at <see cref="TerminalCase.At"/>: there is none any more, or a later one.</summary>
    public virtual void JudgeDeadline(TerminalCase terminal) { }
}
