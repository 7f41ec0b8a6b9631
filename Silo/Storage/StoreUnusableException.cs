namespace PosMonitor.Storage;

/// <summary>
/// The data directory cannot be used: another process has it, it cannot be written, or a newer version made what is in it. The message is
/// meant for whoever started the process.
/// </summary>
public sealed class StoreUnusableException : Exception
{
    public StoreUnusableException() { }

    public StoreUnusableException(string message) : base(message) { }

    public StoreUnusableException(string message, Exception inner) : base(message, inner) { }
}
