namespace PosMonitor.Reference;

/// <summary>A rule that is "judged at the end of each slot, once the clock has settled there" (contract §4).</summary>
public abstract class SlotRule
{
    /// <summary>The start of the earliest slot that there is anything to judge in; the end of time where there is none.</summary>
    public abstract DateTimeOffset FirstSlot { get; }

    /// <summary>The latest slot end at which there is anything to judge, if nothing more comes and nothing is configured.</summary>
    public abstract DateTimeOffset LastEnd { get; }

    /// <summary>Judges every subject at the end of a slot.</summary>
    public abstract void Judge(DateTimeOffset end);
}
