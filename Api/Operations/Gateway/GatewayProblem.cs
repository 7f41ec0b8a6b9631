namespace PosMonitor.Operations.Gateway;

/// <summary>Why the HTTP interface did not do what a page asked of it.</summary>
/// <param name="Status">The status of the answer; null where none came.</param>
/// <param name="Detail">What it said, in English and for people; may be empty.</param>
public sealed record GatewayProblem(int? Status, string Detail)
{
    /// <summary>No answer came.</summary>
    public static readonly GatewayProblem NoAnswer = new(null, "");

    /// <summary>Whether there is no such thing, or none that the key may see.</summary>
    public bool IsNotFound => Status == StatusCodes.Status404NotFound;
}
