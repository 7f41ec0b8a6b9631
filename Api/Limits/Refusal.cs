namespace PosMonitor.Limits;

/// <summary>Why a request was refused for what it takes: the label <c>reason</c> of <c>posmonitor_refused_total</c>.</summary>
internal static class Refusal
{
    public const string Rate = "rate";
    public const string AtOnce = "at-once";
    public const string Streams = "streams";
    public const string Overload = "overload";
    public const string Slow = "slow";
    public const string Size = "size";
    public const string Address = "address";
    public const string Headers = "headers";

    private static readonly object Key = new();

    /// <summary>Notes the reason where the status does not tell it.</summary>
    public static void Note(HttpContext http, string reason) => http.Items[Key] = reason;

    /// <summary>The reason of the answer, or null where it is no such refusal.</summary>
    public static string? Of(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => Slow,
        StatusCodes.Status413PayloadTooLarge => Size,
        StatusCodes.Status414UriTooLong => Address,
        StatusCodes.Status429TooManyRequests => http.Items[Key] as string ?? Overload,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Headers,
        _ => null,
    };
}
