using Microsoft.AspNetCore.Diagnostics;
using PosMonitor.Access;
using PosMonitor.Cluster;
using PosMonitor.Shards;

namespace PosMonitor.Errors;

/// <summary>Turns what no endpoint answered itself into <c>application/problem+json</c>: exceptions, unknown paths and wrong methods.</summary>
public static class ErrorAnswers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>To stand before everything else in the pipeline.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerException,
            // What is expected is answered and not worth a stack trace in the log.
            SuppressDiagnosticsCallback = context => context.Exception is BadParameterException or BadHttpRequestException || IsUnavailable(context.Exception),
        });
        app.UseStatusCodePages(context => AnswerStatus(context.HttpContext));
    }

    /// <summary>The answer to an exception; it never tells what was in it, except where the message was written for the caller.</summary>
    internal static IResult Of(Exception? exception, HttpResponse response) => exception switch
    {
        BadParameterException bad => Problems.Of(StatusCodes.Status400BadRequest, bad.Message),
        BadHttpRequestException bad => Problems.Of(bad.StatusCode, Sentence(bad.StatusCode)),
        JournalUnavailableException => Problems.RetryLater(response, StatusCodes.Status503ServiceUnavailable, Pause, "Nothing can be made durable now, and nothing was taken."),
        _ when IsUnavailable(exception) => Problems.RetryLater(response, StatusCodes.Status503ServiceUnavailable, Pause, "The cluster does not answer in time."),
        _ => Problems.Of(StatusCodes.Status500InternalServerError, "The monitor failed to answer. Its log tells why."),
    };

    private static bool IsUnavailable(Exception? exception) => CallPatience.IsPassing(exception);

    private static Task AnswerException(HttpContext http)
    {
        var exception = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        // The headers of an answer that was begun are gone with the rest of it.
        http.Response.Headers.CacheControl = "no-store";
        return Of(exception, http.Response).ExecuteAsync(http);
    }

    private static Task AnswerStatus(HttpContext http) => Problems.Of(
        http.Response.StatusCode,
        http.Response.StatusCode == StatusCodes.Status403Forbidden ? AccessSetup.Refusal(http) : Sentence(http.Response.StatusCode)).ExecuteAsync(http);

    private static string Sentence(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "A key is needed: Authorization: Bearer <key>.",
        StatusCodes.Status404NotFound => "There is nothing at this path.",
        StatusCodes.Status405MethodNotAllowed => "This path does not take the method; the header Allow names those that it takes.",
        StatusCodes.Status408RequestTimeout => "The body came in too slowly.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status414UriTooLong => "The address is too long.",
        StatusCodes.Status415UnsupportedMediaType => "This path does not take the content type.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers are too large.",
        _ => "The request cannot be answered.",
    };
}
