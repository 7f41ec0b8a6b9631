using System.Net;
using PosMonitor.Hosting;

namespace PosMonitor.Access;

/// <summary>What a browser has after it signed in: two cookies.</summary>
internal sealed record Browser(RunningMonitor Monitor, string Session, string Token)
{
    public static async Task<Browser> SignIn(RunningMonitor monitor, string key)
    {
        using var client = monitor.ClientOf(null);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", key)]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Of(monitor, answer);
    }

    public static Browser Of(RunningMonitor monitor, HttpResponseMessage answer)
    {
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0].Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Browser(monitor, cookies["posmonitor-session"], cookies["posmonitor-csrf"]);
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token = null, HttpContent? body = null)
    {
        using var client = Monitor.ClientOf(null);
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Cookie", $"posmonitor-session={Session}; posmonitor-csrf={Token}");
        if (token is not null)
            request.Headers.Add("X-CSRF-Token", token);
        return await client.SendAsync(request);
    }
}
