namespace PosMonitor.Parties;

/// <summary>By what the figures of a slot are found in a shard.</summary>
/// <param name="Topic">What is counted.</param>
/// <param name="Subject">Of whom.</param>
/// <param name="Slot">The beginning of the slot, UTC ticks.</param>
internal readonly record struct SlotKey(SlotTopic Topic, SlotSubject Subject, long Slot)
{
    // It is looked up four times a transaction; what a record makes of itself asks each of its fields in turn.
    public override int GetHashCode()
    {
        var who = (ulong)(uint)Subject.Number << 32 | (uint)Subject.Acquirer;
        var what = (ulong)(Slot / SlotBook.Slot) << 8 | (ulong)Subject.Kind << 4 | (ulong)Topic;
        return (int)((who * 0x9E3779B97F4A7C15 ^ what * 0xC2B2AE3D27D4EB4F) >> 32);
    }
}
