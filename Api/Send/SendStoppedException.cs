namespace PosMonitor.Send;

/// <summary>Sending cannot go on; the message says why.</summary>
internal sealed class SendStoppedException : Exception
{
    public SendStoppedException() { }

    public SendStoppedException(string message) : base(message) { }

    public SendStoppedException(string message, Exception inner) : base(message, inner) { }
}
