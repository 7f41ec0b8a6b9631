using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PosMonitor.Errors;
using PosMonitor.Operations;

namespace PosMonitor.Limits;

/// <summary>
/// What one caller may ask of this gateway at a time: a key by its name, whoever has none by the address. It stands behind authentication and before everything that
/// costs something. Thread-safe.
/// </summary>
internal sealed class RequestLimits : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // The limiters look ten times a second whether a period is over.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<HttpContext> _rate;
    private readonly PartitionedRateLimiter<HttpContext> _atOnce;
    private readonly PartitionedRateLimiter<HttpContext> _streams;

    public RequestLimits(IOptions<LimitOptions> options)
    {
        var limits = options.Value;
        _rate = PartitionedRateLimiter.Create<HttpContext, Caller>(http => RateLimitPartition.GetTokenBucketLimiter(
            CallerOf(http), caller => Rate(caller.IsKnown ? limits.RequestsPerSecond : limits.AnonymousPerSecond)));
        _atOnce = PartitionedRateLimiter.Create<HttpContext, Caller>(http => RateLimitPartition.GetConcurrencyLimiter(
            CallerOf(http), caller => AtOnce(caller.IsKnown ? limits.RequestsAtOnce : limits.AnonymousAtOnce)));
        _streams = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, Caller>(http => RateLimitPartition.GetConcurrencyLimiter(CallerOf(http), _ => AtOnce(limits.StreamsPerKey))),
            PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => AtOnce(limits.Streams))));
    }

    /// <summary>Lets a request through, or answers it with 429.</summary>
    public async Task Run(HttpContext http, RequestDelegate next)
    {
        using var rate = _rate.AttemptAcquire(http);
        if (!rate.IsAcquired)
        {
            var wait = rate.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Period;
            await Refuse(http, Refusal.Rate, wait + Tick, "There are more requests a second than allowed.");
            return;
        }
        var isStream = IsStream(http.Request);
        using var place = (isStream ? _streams : _atOnce).AttemptAcquire(http);
        if (place.IsAcquired)
            await next(http);
        else if (isStream)
            await Refuse(http, Refusal.Streams, Period, "There are more streams open than allowed. Close one first.");
        else
            await Refuse(http, Refusal.AtOnce, Period, "There are more requests at once than allowed.");
    }

    public void Dispose()
    {
        _rate.Dispose();
        _atOnce.Dispose();
        _streams.Dispose();
    }

    private static Task Refuse(HttpContext http, string reason, TimeSpan wait, string detail)
    {
        Refusal.Note(http, reason);
        return Problems.RetryLater(http.Response, StatusCodes.Status429TooManyRequests, wait, detail).ExecuteAsync(http);
    }

    private static TokenBucketRateLimiterOptions Rate(int perSecond) =>
        new() { TokenLimit = 2 * perSecond, TokensPerPeriod = perSecond, ReplenishmentPeriod = Period, QueueLimit = 0 };

    private static ConcurrencyLimiterOptions AtOnce(int most) => new() { PermitLimit = most, QueueLimit = 0 };

    private static bool IsStream(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && (request.Path == OperationsSetup.Circuit || request.Path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase));

    private static Caller CallerOf(HttpContext http)
    {
        var user = http.User;
        var key = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.Identity?.Name;
        return user.Identity?.IsAuthenticated == true && key is not null ? new Caller(key, null) : new Caller(null, Network(http.Connection.RemoteIpAddress));
    }

    // Whoever has one IPv6 address has 2^64 of them.
    private static IPAddress? Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private readonly record struct Caller(string? Key, IPAddress? Address)
    {
        public bool IsKnown => Key is not null;
    }
}
