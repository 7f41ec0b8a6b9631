using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Operations;

/// <summary>An address in which a card's number stands is not the address of a page: the framework repeats it in the page.</summary>
internal static class CardlessAddresses
{
    /// <summary>Leads such a request to the page without its query, or to the first page where the number stands in the path.</summary>
    public static void UseCardlessAddresses(this WebApplication app) => app.Use(static (http, next) =>
    {
        var path = http.Request.Path;
        var query = Uri.UnescapeDataString(http.Request.QueryString.ToString().Replace('+', ' '));
        if (!OperationsSetup.IsPage(http) || !(HasCard(query) || HasCard(path.ToString())))
            return next(http);
        http.Response.Redirect(HasCard(path.ToString()) ? "/" : path.ToUriComponent());
        return Task.CompletedTask;
    });

    private static bool HasCard(string text) => CardNumbers.AreIn(Encoding.UTF8.GetBytes(text));
}
