using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Json;

namespace PosMonitor.Alerts;

/// <summary>The body of <c>acknowledge</c> and <c>resolve</c>.</summary>
/// <param name="Comment">What the person says to it, up to 4,000 characters.</param>
public sealed record ActionBody(string? Comment);

/// <summary>The body of <c>comments</c>.</summary>
/// <param name="Text">1 … 4,000 characters.</param>
public sealed record CommentBody(string Text);

/// <summary>Reads what a person says of an alert.</summary>
internal static class AlertComment
{
    public const int Longest = 4000;

    // Every character of the longest comment may be escaped as \uXXXX.
    private const int LongestBody = 6 * Longest + 1024;

    /// <summary>The text of a member of the body; null where there is no body, no such member, or null in it.</summary>
    /// <exception cref="BadParameterException">The body is not of that form.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<string?> Read(HttpContext http, string member)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBody;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.Length == 0 ? null : Parse(body.GetBuffer().AsMemory(0, (int)body.Length), member);
    }

    private static string? Parse(ReadOnlyMemory<byte> body, string member)
    {
        if (SensitiveJson.IsIn(body.Span))
            throw new BadParameterException(SensitiveJson.Refusal);
        string? text;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw Bad(member);
            if (!json.RootElement.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
                return null;
            text = value.ValueKind == JsonValueKind.String ? value.GetString() : throw Bad(member);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Bad(member);
        }
        // Who writes of a cardholder may write the number too: no more of it is kept than of any other card.
        return text!.Length <= Longest ? CardNumbers.Mask(text) : throw new BadParameterException($"'{member}' is too long; allowed are {Longest} characters.");
    }

    private static BadParameterException Bad(string member) => new($$"""The body is wrong; allowed is a JSON object such as {"{{member}}":"…"}.""");
}
