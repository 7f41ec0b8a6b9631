using System.Net;
using Microsoft.AspNetCore.Http;
using PosMonitor.Access;
using PosMonitor.Hosting;

namespace PosMonitor.Operations;

/// <summary>Who gets a page, and who a connection to it.</summary>
[Collection(SharedMonitor.Name)]
public sealed class PageAccessTests(SharedMonitor shared)
{
    [Theory]
    [InlineData("/", "/sign-in")]
    [InlineData("/?key=wrong", "/sign-in")]
    [InlineData("/not-found", "/sign-in?return=%2Fnot-found")]
    public async Task Who_is_not_known_is_sent_to_sign_in_first(string path, string to)
    {
        using var client = shared.Monitor.ClientOf(null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(to, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://pos.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task A_page_of_another_site_gets_no_connection(string? origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await shared.Monitor.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_session_there_is_no_connection()
    {
        using var client = shared.Monitor.ClientOf(null);
        using var answer = await client.GetAsync(new Uri("/_blazor", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, "/")]
    [InlineData("/alerts", "/alerts")]
    [InlineData("//pos.example", "/")]
    [InlineData("/\\pos.example", "/")]
    [InlineData("https://pos.example", "/")]
    [InlineData("alerts", "/")]
    [InlineData("/a\r\nb", "/")]
    public void Nobody_is_sent_to_another_site(string? wanted, string path) => Assert.Equal(path, ReturnPath.Of(wanted));

    [Fact]
    public void The_address_of_a_page_is_not_repeated_where_a_card_stands_in_it()
    {
        var http = new DefaultHttpContext { Request = { Method = "GET", Path = "/acquirers/lakala/terminals/4111111111111111" } };
        Assert.Equal("/sign-in?ended=1", ReturnPath.ToSignIn(http.Request, hadSession: true));
    }
}
