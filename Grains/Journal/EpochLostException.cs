namespace PosMonitor.Journal;

/// <summary>Another owner has taken the shard over; what was to be written is not in the store.</summary>
public sealed class EpochLostException : Exception
{
    public EpochLostException() { }

    public EpochLostException(string message) : base(message) { }

    public EpochLostException(string message, Exception inner) : base(message, inner) { }
}
