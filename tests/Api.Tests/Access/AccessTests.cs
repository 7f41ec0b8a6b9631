using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PosMonitor.Hosting;

namespace PosMonitor.Access;

[Collection(SharedMonitor.Name)]
public sealed class AccessTests(SharedMonitor shared)
{
    [Theory]
    [InlineData("/v1/fleet")]
    [InlineData("/v1/fleet/stream")]
    [InlineData("/v1/no-such-path")]
    [InlineData("/v1")]
    [InlineData("/V1/fleet")]
    [InlineData("/cluster")]
    [InlineData("/cluster/DashboardCounters")]
    public async Task Without_a_key_nothing_is_told_of_it(string path)
    {
        using var client = shared.Monitor.ClientOf(null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        await AssertProblem(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Events_need_the_key_too()
    {
        using var client = shared.Monitor.ClientOf(null);
        using var body = new StringContent("{}");
        using var answer = await client.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        await AssertProblem(answer, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic dGhlLWtleS1vZi10aGUtdGVzdHM=")]
    [InlineData("Bearer " + RunningMonitor.Key + "x")]
    public async Task A_wrong_key_is_as_good_as_none(string authorization)
    {
        using var client = shared.Monitor.ClientOf(null);
        var session = (await Browser.SignIn(shared.Monitor, RunningMonitor.Key)).Session;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/fleet");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        // A browser's cookie does not make up for a header that is wrong.
        request.Headers.Add("Cookie", $"posmonitor-session={session}");
        using var answer = await client.SendAsync(request);
        await AssertProblem(answer, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/operations/start.js")]
    [InlineData("/posmonitor.css")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    public async Task Some_paths_are_open(string path)
    {
        using var client = shared.Monitor.ClientOf(null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task With_the_key_an_unknown_path_is_not_found()
    {
        using var answer = await shared.Monitor.Client.GetAsync(new Uri("/v1/no-such-path", UriKind.Relative));
        await AssertProblem(answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task With_the_key_a_wrong_method_is_not_allowed()
    {
        using var answer = await shared.Monitor.Client.DeleteAsync(new Uri("/v1/fleet", UriKind.Relative));
        await AssertProblem(answer, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Whoever_wants_html_gets_problem_json_all_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/no-such-path");
        request.Headers.Add("Accept", "text/html");
        using var answer = await shared.Monitor.Client.SendAsync(request);
        await AssertProblem(answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_only_send_events_may_do_nothing_else()
    {
        var key = shared.Monitor.Services.GetRequiredService<Keyring>().MakeForProcess("sender", Roles.Ingest);
        using var client = shared.Monitor.ClientOf(key);
        using var body = new StringContent("""{"type":"heartbeat","time":"2026-01-31T12:00:00Z","acquirer":"sender","terminal":"T1"}""", System.Text.Encoding.UTF8, "application/json");

        using var sent = await client.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        using var fleet = await client.GetAsync(new Uri("/v1/fleet", UriKind.Relative));
        await AssertProblem(fleet, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_dashboard_opens_with_the_key()
    {
        using var answer = await shared.Monitor.Client.GetAsync(new Uri("/cluster/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Orleans Dashboard", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
    }
}
