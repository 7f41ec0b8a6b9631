using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Authorization;
using PosMonitor.Access;
using PosMonitor.Json;

namespace PosMonitor.Operations.Gateway;

/// <summary>
/// The HTTP interface as the pages of one browser see it: asked with its session, so roles, acquirer cuts and limits are those of the interface, and a page shows nothing
/// that its key may not read.
/// </summary>
internal sealed class GatewayClient(GatewayLine line, AuthenticationStateProvider who, Sessions sessions, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What a path answers.</summary>
    /// <exception cref="GatewayException">It was refused, is not there, or no answer came.</exception>
    public Task<T> Get<T>(string path, CancellationToken leaving) => Ask<T>(HttpMethod.Get, path, null, leaving);

    /// <summary>Changes something, and gives what that is answered with.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">What.</param>
    /// <param name="body">Is written as JSON; null for none.</param>
    /// <param name="leaving">Ends when nobody waits for it any more.</param>
    /// <exception cref="GatewayException">It was refused, is not there, or no answer came.</exception>
    public Task<T> Send<T>(HttpMethod method, string path, object? body, CancellationToken leaving) =>
        Ask<T>(method, path, JsonOf(body), leaving);

    /// <summary>What a path answers, with its <c>ETag</c> for <see cref="Change"/>.</summary>
    /// <exception cref="GatewayException">It was refused, is not there, or no answer came.</exception>
    public Task<(T Answer, string Tag)> GetTagged<T>(string path, CancellationToken leaving) =>
        Ask(HttpMethod.Get, path, null, null, async (answer, patience) => (await Content<T>(answer, patience), $"{answer.Headers.ETag}"), leaving);

    /// <summary>Changes something only where it is still as it was read.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">What.</param>
    /// <param name="body">Is written as JSON; null for none.</param>
    /// <param name="tag">As what it was read; null where nothing was there, and nothing may be.</param>
    /// <param name="leaving">Ends when nobody waits for it any more.</param>
    /// <exception cref="GatewayException">It was changed meanwhile (412), was refused, is not there, or no answer came.</exception>
    public Task Change(HttpMethod method, string path, object? body, string? tag, CancellationToken leaving) =>
        Ask(method, path, JsonOf(body), tag is null ? ("If-None-Match", "*") : ("If-Match", tag), static (_, _) => Task.FromResult(true), leaving);

    /// <summary>Sends a file.</summary>
    /// <exception cref="GatewayException">It was refused, or no answer came.</exception>
    public Task<T> Upload<T>(string path, byte[] file, string mediaType, CancellationToken leaving)
    {
        var body = new ByteArrayContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return Ask<T>(HttpMethod.Post, path, body, leaving);
    }

    /// <summary>The text of a probe, which answers with another status where it is not well.</summary>
    /// <exception cref="GatewayException">No answer came.</exception>
    public async Task<string> Probe(string path, CancellationToken leaving)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            using var answer = await line.Send(request, path, patience.Token);
            return await answer.Content.ReadAsStringAsync(patience.Token);
        }
        catch (Exception broken) when (!leaving.IsCancellationRequested && IsBroken(broken))
        {
            throw new GatewayException(GatewayProblem.NoAnswer);
        }
    }

    /// <summary>Reads a stream of server-sent events for as long as the page is open; where it breaks it goes on behind the last event that was read.</summary>
    /// <param name="path">The stream.</param>
    /// <param name="after">The id to begin behind; null to begin now.</param>
    /// <param name="told">Takes each event.</param>
    /// <param name="state">Is told when it breaks, with why, and with null when it is there again.</param>
    /// <param name="leaving">Ends it.</param>
    public async Task Listen<T>(string path, string? after, Action<T> told, Action<GatewayProblem?> state, CancellationToken leaving)
    {
        while (!leaving.IsCancellationRequested)
        {
            try
            {
                using var answer = await Open(HttpMethod.Get, path, null, after is null ? null : ("Last-Event-ID", after), leaving);
                state(null);
                await foreach (var (id, item) in Read<T>(answer, leaving))
                {
                    after = id ?? after;
                    told(item);
                }
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                return;
            }
            catch (GatewayException refused)
            {
                state(refused.Problem);
            }
            catch (Exception broken) when (IsBroken(broken))
            {
                state(GatewayProblem.NoAnswer);
            }
            await Task.Delay(Pause, time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static async IAsyncEnumerable<(string? Id, T Item)> Read<T>(HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken leaving)
    {
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(leaving), static (_, data) => JsonSerializer.Deserialize<T>(data, WireFormat.Options)!);
        await foreach (var item in parser.EnumerateAsync(leaving))
            yield return (item.EventId, item.Data);
    }

    private Task<T> Ask<T>(HttpMethod method, string path, HttpContent? body, CancellationToken leaving) => Ask(method, path, body, null, Content<T>, leaving);

    private async Task<T> Ask<T>(
        HttpMethod method, string path, HttpContent? body, (string Name, string Value)? condition, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken leaving)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await Open(method, path, body, condition, patience.Token);
            return await read(answer, patience.Token);
        }
        catch (Exception broken) when (!leaving.IsCancellationRequested && IsBroken(broken))
        {
            throw new GatewayException(GatewayProblem.NoAnswer);
        }
    }

    private async Task<HttpResponseMessage> Open(HttpMethod method, string path, HttpContent? body, (string Name, string Value)? header, CancellationToken leaving)
    {
        using var request = new HttpRequestMessage(method, (Uri?)null) { Content = body };
        if ((await who.GetAuthenticationStateAsync()).User.Identity is KeyIdentity { Session: { } ticket })
        {
            request.Headers.Add("Cookie", $"{SessionCookies.Session}={ticket}");
            request.Headers.Add(CrossSiteGuard.Header, sessions.TokenOf(ticket));
        }
        if (header is var (name, value))
            request.Headers.Add(name, value);
        var answer = await line.Send(request, path, leaving);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new GatewayException(await Problem(answer, leaving));
    }

    private static JsonContent? JsonOf(object? body) => body is null ? null : JsonContent.Create(body, body.GetType(), options: WireFormat.Options);

    private static async Task<T> Content<T>(HttpResponseMessage answer, CancellationToken patience) =>
        answer.Content.Headers.ContentLength == 0 || answer.StatusCode == System.Net.HttpStatusCode.NoContent
            ? default!
            : (await answer.Content.ReadFromJsonAsync<T>(WireFormat.Options, patience))!;

    private static async Task<GatewayProblem> Problem(HttpResponseMessage answer, CancellationToken leaving)
    {
        var status = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return new GatewayProblem(status, "");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(leaving);
        return new GatewayProblem(status, problem.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "");
    }

    private static bool IsBroken(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException or JsonException;
}
