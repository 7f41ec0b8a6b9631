namespace PosMonitor.Errors;

/// <summary>A query parameter is not what it has to be: answered with 400, its name and what is allowed.</summary>
public sealed class BadParameterException : Exception
{
    public BadParameterException() { }

    public BadParameterException(string message) : base(message) { }

    public BadParameterException(string message, Exception inner) : base(message, inner) { }

    /// <param name="name">The parameter.</param>
    /// <param name="allowed">What is allowed, to follow "allowed is".</param>
    public static BadParameterException Of(string name, string allowed) => new($"The query parameter '{name}' is wrong; allowed is {allowed}.");
}
