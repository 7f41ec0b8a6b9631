namespace PosMonitor.Parties;

/// <summary>What is counted in slots. The numbers are part of the snapshot's format.</summary>
[GenerateSerializer, Alias("pos.slot-topic")]
public enum SlotTopic : byte
{
    /// <summary>Transactions that entered a terminal's window.</summary>
    Finishes = 0,

    /// <summary>Notifications that were expected, when they came in time or should have.</summary>
    Notifications = 1,
}
