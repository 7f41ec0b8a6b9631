namespace PosMonitor.Events;

/// <summary>The error codes of contract §1.</summary>
public static class EventErrorCodes
{
    public const string MalformedJson = "malformed-json";
    public const string MissingField = "missing-field";
    public const string BadField = "bad-field";
    public const string UnknownType = "unknown-type";
    public const string ForbiddenAcquirer = "forbidden-acquirer";
    public const string TooLong = "too-long";
    public const string CardData = "card-data";
}
