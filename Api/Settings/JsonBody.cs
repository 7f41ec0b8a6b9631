using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PosMonitor.Errors;
using PosMonitor.Json;

namespace PosMonitor.Settings;

/// <summary>Reads a small JSON body as text.</summary>
internal static class JsonBody
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The text, or why it is not taken.</returns>
    /// <exception cref="BadHttpRequestException">It is larger than <paramref name="mostBytes"/>, or broke off.</exception>
    public static async Task<(string? Json, IResult? Refusal)> Read(HttpContext http, int mostBytes)
    {
        var request = http.Request;
        if (!IsJson(request.ContentType))
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json, in UTF-8."));
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The body must have no content encoding."));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        if (SensitiveJson.IsNamedIn(body.GetBuffer().AsSpan(0, (int)body.Length)))
            return (null, Problems.Of(StatusCodes.Status400BadRequest, SensitiveJson.Refusal));
        try
        {
            return (Strict.GetString(body.GetBuffer().AsSpan(0, (int)body.Length)).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.Of(StatusCodes.Status400BadRequest, "The body is not UTF-8."));
        }
    }

    private static bool IsJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return false;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return !charset.HasValue || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
