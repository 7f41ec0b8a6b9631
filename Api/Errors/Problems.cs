using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace PosMonitor.Errors;

/// <summary>Answers in <c>application/problem+json</c> (RFC 9457). A detail names what is allowed and never repeats what was sent.</summary>
public static class Problems
{
    /// <summary>A problem of a status code of RFC 9110 or RFC 6585.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="detail">What is wrong and what is allowed.</param>
    /// <param name="extensions">Further members.</param>
    public static IResult Of(int status, string detail, params (string Name, object? Value)[] extensions) =>
        TypedResults.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), type: TypeOf(status),
            extensions: extensions.Select(extension => KeyValuePair.Create(extension.Name, extension.Value)));

    /// <summary>A problem that passes: the caller is told to repeat the request after <paramref name="wait"/>, in whole seconds.</summary>
    public static IResult RetryLater(HttpResponse response, int status, TimeSpan wait, string detail)
    {
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Of(status, detail);
    }

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        StatusCodes.Status408RequestTimeout => "https://tools.ietf.org/html/rfc9110#section-15.5.9",
        StatusCodes.Status413PayloadTooLarge => "https://tools.ietf.org/html/rfc9110#section-15.5.14",
        StatusCodes.Status414UriTooLong => "https://tools.ietf.org/html/rfc9110#section-15.5.15",
        StatusCodes.Status415UnsupportedMediaType => "https://tools.ietf.org/html/rfc9110#section-15.5.16",
        StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "https://tools.ietf.org/html/rfc6585#section-5",
        StatusCodes.Status503ServiceUnavailable => "https://tools.ietf.org/html/rfc9110#section-15.6.4",
        _ => "about:blank",
    };
}
