namespace PosMonitor.Shards;

/// <summary>Who is told once what became of a record. Called in a turn of the shard, so it does little.</summary>
public interface IReceipt
{
    /// <summary>It is durable, and what follows from it is visible.</summary>
    void Taken();

    /// <summary>It was not taken, or whether it was is not known.</summary>
    /// <param name="why">A <see cref="JournalUnavailableException"/> where repeating may help.</param>
    void Refused(Exception why);
}
