using System.Numerics;

namespace PosMonitor.Parties;

/// <summary>By what the figures of a slot are found in a shard.</summary>
/// <param name="Topic">What is counted.</param>
/// <param name="Subject">Of whom.</param>
/// <param name="Slot">The beginning of the slot, UTC ticks.</param>
internal readonly record struct SlotKey(SlotTopic Topic, SlotSubject Subject, long Slot)
{
    // An enum's own comparison would make an object of it.
    /// <summary>By slot first.</summary>
    public static int Compare(in SlotKey a, in SlotKey b) =>
        a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot)
        : a.Topic != b.Topic ? (int)a.Topic - (int)b.Topic
        : a.Subject.Kind != b.Subject.Kind ? (int)a.Subject.Kind - (int)b.Subject.Kind
        : a.Subject.Number != b.Subject.Number ? a.Subject.Number.CompareTo(b.Subject.Number)
        : a.Subject.Acquirer.CompareTo(b.Subject.Acquirer);

    /// <summary>A hash of which every bit depends on all of the key (the last steps are those of MurmurHash3).</summary>
    public ulong Hash
    {
        get
        {
            var who = (ulong)(uint)Subject.Number << 32 | (uint)Subject.Acquirer;
            // A slot begins at a multiple of 256 ticks.
            var what = (ulong)Slot | (ulong)Subject.Kind << 4 | (ulong)Topic;
            var hash = who * 0x9E3779B97F4A7C15 ^ BitOperations.RotateLeft(what * 0xC2B2AE3D27D4EB4F, 32);
            hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
            return hash ^ hash >> 33;
        }
    }
}
