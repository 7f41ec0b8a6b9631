using System.Text.Json;

namespace PosMonitor.Events;

/// <summary>The 202 to a body of events. It tells its length and goes out in one piece: a sender of single events waits for one at each of them.</summary>
internal sealed class EventsTaken(EventsAnswer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, EventsJson.Default.EventsAnswer);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }
}
