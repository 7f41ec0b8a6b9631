namespace PosMonitor.Operations.Pages;

/// <summary>Every page of the console, as the walk through all of them opens it. A new page is one more line here.</summary>
internal static class PageList
{
    public static readonly IReadOnlyList<string> All =
    [
        "/",
        "/not-found",
        "/explain",
        "/explain?acquirer=lakala&terminal=T0&txn=ok0",
        "/registry",
        "/registry/acquirers/lakala",
        "/registry/terminals/lakala/T0",
        "/settings",
        "/settings/terminal/lakala/T0",
        "/silos",
        "/alerts",
        "/alerts?status=all&parent=all",
        "/acquirers",
        "/acquirers/allinpay",
        "/acquirers/lakala/merchants/M1",
        "/acquirers/allinpay/terminals/T1",
        "/acquirers/lakala/terminals/T0/transactions/ok0",
        "/issuers",
        "/issuers/icbc",
    ];
}
