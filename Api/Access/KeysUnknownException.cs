namespace PosMonitor.Access;

/// <summary>Which keys are good cannot be learned now, so none is taken: answered with 503.</summary>
public sealed class KeysUnknownException : Exception
{
    public KeysUnknownException() { }

    public KeysUnknownException(string message) : base(message) { }

    public KeysUnknownException(string message, Exception inner) : base(message, inner) { }
}
