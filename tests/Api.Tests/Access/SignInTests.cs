using System.Net;
using PosMonitor.Hosting;

namespace PosMonitor.Access;

[Collection(SharedMonitor.Name)]
public sealed class SignInTests(SharedMonitor shared)
{
    [Fact]
    public async Task The_form_gives_a_session_that_no_script_and_no_other_site_gets_and_that_is_not_the_key()
    {
        using var client = shared.Monitor.ClientOf(null);
        using var form = Form("key", RunningMonitor.Key);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.DoesNotContain(RunningMonitor.Key, cookie, StringComparison.Ordinal));
        Assert.Contains("; httponly", cookies.Single(cookie => cookie.StartsWith("posmonitor-session=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("; httponly", cookies.Single(cookie => cookie.StartsWith("posmonitor-csrf=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Browser.Of(shared.Monitor, answer).Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
    }

    [Fact]
    public async Task What_changes_something_needs_the_token_of_the_session()
    {
        var browser = await Browser.SignIn(shared.Monitor, RunningMonitor.Key);
        var other = await Browser.SignIn(shared.Monitor, (await shared.Monitor.MakeKey("admin")).Key);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send(HttpMethod.Delete, "/v1/keys/none")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send(HttpMethod.Delete, "/v1/keys/none", other.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Send(HttpMethod.Delete, "/v1/keys/none", browser.Token)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_with_its_key_and_with_a_new_key_in_its_place()
    {
        var (revoked, one) = await shared.Monitor.MakeKey("viewer");
        var (rotated, two) = await shared.Monitor.MakeKey("viewer");
        var (first, second) = (await Browser.SignIn(shared.Monitor, one), await Browser.SignIn(shared.Monitor, two));
        Assert.Equal(HttpStatusCode.OK, (await first.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);

        await shared.Monitor.Client.DeleteAsync(new Uri($"/v1/keys/{revoked}", UriKind.Relative));
        await shared.Monitor.Client.PostAsync(new Uri($"/v1/keys/{rotated}/rotate", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await first.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
    }

    [Fact]
    public async Task A_ticket_for_another_key_cannot_be_made_of_ones_own()
    {
        var (_, key) = await shared.Monitor.MakeKey("viewer");
        var own = await Browser.SignIn(shared.Monitor, key);
        var parts = own.Session.Split('.');
        var forged = own with { Session = $"admin.{parts[1]}.{parts[2]}" };
        var longer = own with { Session = $"{parts[0]}.{long.Parse(parts[1], null) + 3600}.{parts[2]}" };

        Assert.Equal(HttpStatusCode.Unauthorized, (await forged.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await longer.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.Send(HttpMethod.Get, "/v1/fleet")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_and_takes_the_cookies_away()
    {
        var browser = await Browser.SignIn(shared.Monitor, RunningMonitor.Key);
        using var page = await browser.Send(HttpMethod.Get, "/sign-in");
        Assert.Contains(browser.Token, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        using var without = Form("token", "x");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send(HttpMethod.Post, "/sign-out", null, without)).StatusCode);
        using var with = Form("token", browser.Token);
        using var answer = await browser.Send(HttpMethod.Post, "/sign-out", null, with);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("expires=Thu, 01 Jan 1970", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var client = shared.Monitor.ClientOf(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = Form("key", RunningMonitor.Key) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_tries_many_keys_has_to_wait()
    {
        await using var monitor = await RunningMonitor.Start();
        using var client = monitor.ClientOf(null);
        for (var attempt = 0; attempt < SignInLimit.MostFailures; attempt++)
        {
            using var wrong = Form("key", $"pm_{attempt}");
            using var refused = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var right = Form("key", RunningMonitor.Key);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), right);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        // Whoever has a key may use it all the same.
        using var fleet = await monitor.Client.GetAsync(new Uri("/v1/fleet", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, fleet.StatusCode);
    }

    private static FormUrlEncodedContent Form(string name, string value) => new([KeyValuePair.Create(name, value)]);
}
