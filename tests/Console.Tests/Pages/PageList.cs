namespace PosMonitor.Operations.Pages;

/// <summary>Every page of the console, as the walk through all of them opens it. A new page is one more line here.</summary>
internal static class PageList
{
    public static readonly IReadOnlyList<string> All =
    [
        "/",
        "/not-found",
        "/alerts",
        "/alerts?status=all&parent=all",
    ];
}
