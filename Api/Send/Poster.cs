using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PosMonitor.Send;

/// <summary>
/// Sends a body until it is answered. A repeat does no harm: an event that is sent twice counts once (contract §1).
/// </summary>
internal sealed class Poster(HttpClient http, SendOptions options, Tally tally, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);
    private static readonly MediaTypeHeaderValue Ndjson = new("application/x-ndjson");

    /// <exception cref="SendStoppedException">It will not be taken.</exception>
    public async Task Post(Body body, CancellationToken cancellation)
    {
        // The monitor refuses a body that holds nothing but such lines, as a whole.
        if (body.Objects == 0)
        {
            tally.Refused(body, "malformed-json", "The line is not a JSON object. It was not sent: nothing else was in its body.");
            return;
        }
        var started = time.GetTimestamp();
        for (var wait = FirstWait; ; wait = Min(wait * 2, LongestWait))
        {
            var (reason, asked) = await Try(body, cancellation);
            if (reason is null)
                return;
            if (time.GetElapsedTime(started) + (asked ?? wait) > options.GiveUp)
                throw new SendStoppedException($"{reason} Given up after {options.GiveUp}.");
            tally.Again(reason);
            await Task.Delay(Jittered(asked ?? wait), time, cancellation);
        }
    }

    // Null when it was answered, else why not and how long the monitor wants to be left alone.
    private async Task<(string? Reason, TimeSpan? Asked)> Try(Body body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Events);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
            request.Content = new ReadOnlyMemoryContent(body.Bytes) { Headers = { ContentType = Ndjson } };
            using var response = await http.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                tally.Answered(body, JsonSerializer.Deserialize(bytes, AnswerJson.Default.Answer) ?? throw new JsonException());
                return default;
            }
            var problem = $"{options.Events.Authority} answers {(int)response.StatusCode} {Detail(response, bytes)}";
            return IsPassing(response.StatusCode)
                ? (problem, RetryAfter(response))
                : throw new SendStoppedException($"{problem} (a body of {body.Lines} lines, the first is line {body.FileLine(1)})");
        }
        catch (JsonException)
        {
            throw new SendStoppedException($"{options.Events} does not answer as a monitor does.");
        }
        catch (HttpRequestException e)
        {
            return ($"{options.Events.Authority} cannot be reached: {e.Message}", null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ($"{options.Events.Authority} did not answer for {http.Timeout}.", null);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static string Detail(HttpResponseMessage response, byte[] bytes)
    {
        try
        {
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? JsonSerializer.Deserialize(bytes, AnswerJson.Default.Problem)
                : null;
            return string.Join(": ", new[] { problem?.Title ?? response.ReasonPhrase, problem?.Detail }.Where(text => !string.IsNullOrEmpty(text)));
        }
        catch (JsonException)
        {
            return response.ReasonPhrase ?? "";
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
        _ => null,
    };

    // Never sooner than asked for, and the connections not all at once.
    private static TimeSpan Jittered(TimeSpan wait) => wait * (1 + Random.Shared.NextDouble() / 2);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
