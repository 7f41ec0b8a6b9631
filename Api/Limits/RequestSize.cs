using Microsoft.Extensions.Options;
using PosMonitor.Errors;

namespace PosMonitor.Limits;

/// <summary>
/// Answers addresses and headers that are too long. The server itself takes <see cref="Room"/> times as much, so that up to there the answer can say what is allowed; what is
/// longer still it answers with the status alone, and closes.
/// </summary>
internal sealed class RequestSize(IOptions<LimitOptions> options)
{
    /// <summary>How much more the server takes than is allowed.</summary>
    public const int Room = 4;

    private readonly LimitOptions _limits = options.Value;

    public Task Run(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (AddressBytes(request) > _limits.AddressBytes)
            return Problems.Of(StatusCodes.Status414UriTooLong, $"A path with its query has at most {_limits.AddressBytes} bytes.").ExecuteAsync(http);
        if (HeaderBytes(request) > _limits.HeaderBytes)
            return Problems.Of(StatusCodes.Status431RequestHeaderFieldsTooLarge, $"The headers of a request have at most {_limits.HeaderBytes} bytes.").ExecuteAsync(http);
        return next(http);
    }

    // As it came: the path in the request is decoded already.
    private static int AddressBytes(HttpRequest request) =>
        request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget.Length ?? 0;

    private static int HeaderBytes(HttpRequest request)
    {
        const int colonAndEnd = 4;
        var bytes = 0;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
                bytes += name.Length + (value?.Length ?? 0) + colonAndEnd;
        }
        return bytes;
    }
}
