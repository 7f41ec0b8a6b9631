namespace PosMonitor.Access;

/// <summary>
/// The cut of every path with an acquirer in it: another acquirer than the caller's becomes one that cannot exist, before any endpoint sees it. So what
/// is not theirs is answered by the same lines of code as what is nowhere, and nothing is looked up that could take its time.
/// </summary>
internal static class AcquirerOfPath
{
    private const string Name = "acquirer";

    /// <summary>To stand after authorization.</summary>
    public static void UseAcquirerCut(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.RouteValues.TryGetValue(Name, out var value) && http.Cut() is { } cut && !cut.Has(value as string))
            http.Request.RouteValues[Name] = AcquirerCut.Nobody;
        return next(http);
    });
}
