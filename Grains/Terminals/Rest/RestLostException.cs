namespace PosMonitor.Terminals.Rest;

/// <summary>The record of a terminal at rest cannot be read: its shard has to be brought back from its snapshot and journal.</summary>
public sealed class RestLostException : Exception
{
    public RestLostException(string message)
        : base(message)
    {
    }

    public RestLostException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
