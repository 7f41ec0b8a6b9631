namespace PosMonitor.Shards;

/// <summary>Events could not be made durable, and none of them was taken: the caller may repeat the call later.</summary>
[GenerateSerializer, Alias("pos.journal-unavailable")]
public sealed class JournalUnavailableException : Exception
{
    [NonSerialized] private readonly Exception? _cause;

    public JournalUnavailableException() { }

    public JournalUnavailableException(string message) : base(message) { }

    public JournalUnavailableException(string message, Exception cause) : base(message) => _cause = cause;

    /// <summary>Why, where it was thrown. It does not go along to another process, which may not know its type: one that cannot be written makes another failure of this one.</summary>
    public Exception? Cause => _cause;
}
