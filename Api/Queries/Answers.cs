using System.IO.Hashing;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using PosMonitor.Errors;
using PosMonitor.Json;

namespace PosMonitor.Queries;

/// <summary>Writes answers: single resources with an <c>ETag</c>, lists without.</summary>
internal static class Answers
{
    private const string Json = "application/json; charset=utf-8";

    public static IResult NotFound(string detail) => Problems.Of(StatusCodes.Status404NotFound, detail);

    /// <summary>A single resource, or 304 where the caller has it as it is.</summary>
    public static IResult Resource<T>(HttpContext http, T answer) => Resource(http, Body(answer));

    /// <summary>The same of an answer that is written already.</summary>
    public static IResult Resource(HttpContext http, byte[] body)
    {
        var answer = Changed(http, body);
        return Names(http.Request.GetTypedHeaders().IfNoneMatch, TagOf(body), strong: false) ? Results.StatusCode(StatusCodes.Status304NotModified) : answer;
    }

    /// <summary>A single resource as it is after the request has changed it.</summary>
    public static IResult Changed(HttpContext http, byte[] body)
    {
        http.Response.GetTypedHeaders().ETag = TagOf(body);
        // May be kept, but is asked for again each time; not by caches that others share.
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(body, Json);
    }

    /// <summary>An answer as it is written.</summary>
    public static byte[] Body<T>(T answer) => JsonSerializer.SerializeToUtf8Bytes(answer, WireFormat.Options);

    /// <summary>True where the request is to change something only under a condition.</summary>
    public static bool HasCondition(HttpRequest request) => request.Headers.IfMatch.Count > 0 || request.Headers.IfNoneMatch.Count > 0;

    /// <summary>Whether what is there is what the request says (RFC 9110, 13.1.1 and 13.1.2).</summary>
    /// <param name="request">A request that changes something.</param>
    /// <param name="body">What is there, as it is written; null for nothing.</param>
    public static bool MeetsCondition(HttpRequest request, byte[]? body)
    {
        var tag = body is null ? null : TagOf(body);
        if (request.Headers.IfMatch.Count > 0)
            return Names(request.GetTypedHeaders().IfMatch, tag, strong: true);
        return request.Headers.IfNoneMatch.Count == 0 || !Names(request.GetTypedHeaders().IfNoneMatch, tag, strong: false);
    }

    /// <summary>A page of a list.</summary>
    public static IResult List<T>(HttpContext http, IReadOnlyList<T> items, string? next)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ListAnswer<T>(items, next), WireFormat.Options);
    }

    private static EntityTagHeaderValue TagOf(byte[] body) => new($"\"{XxHash128.HashToUInt128(body):x32}\"");

    private static bool Names(IList<EntityTagHeaderValue> tags, EntityTagHeaderValue? tag, bool strong)
    {
        foreach (var known in tags)
        {
            if (tag is not null && (known.Compare(tag, strong) || known.Equals(EntityTagHeaderValue.Any)))
                return true;
        }
        return false;
    }
}
