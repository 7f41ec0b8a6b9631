using PosMonitor.Errors;
using PosMonitor.Queries;

namespace PosMonitor.Settings;

/// <summary>Changes of settings and registry over HTTP: who may, on which condition, and what is answered.</summary>
internal static class ConfigurationEdits
{
    public const int MostBytes = 64 * 1024;

    /// <summary>Puts the body of the request in the place of what was there, and answers what stands there now.</summary>
    /// <param name="http">The request.</param>
    /// <param name="grain">The book.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="key">Which one.</param>
    /// <param name="current">What <c>GET</c> answers, or null.</param>
    public static async Task<IResult> Put(HttpContext http, IConfigurationGrain grain, ConfigurationKind kind, string key, Func<Task<byte[]?>> current)
    {
        var (json, refusal) = await JsonBody.Read(http, MostBytes);
        if (json is null)
            return refusal!;
        var by = Caller(http);
        return await Change(http, grain, current, version => grain.Put(kind, key, json, by, version))
            ?? (await current() is { } answer ? Answers.Changed(http, answer) : Unknown());
    }

    /// <summary>Takes away what was there.</summary>
    /// <inheritdoc cref="Put"/>
    public static async Task<IResult> Delete(HttpContext http, IConfigurationGrain grain, ConfigurationKind kind, string key, Func<Task<byte[]?>> current)
    {
        var by = Caller(http);
        return await Change(http, grain, current, version => grain.Delete(kind, key, by, version)) ?? Results.NoContent();
    }

    public static IResult Unknown() => Answers.NotFound("There is no such entry.");

    public static IConfigurationGrain Book(IGrainFactory grains) => grains.GetGrain<IConfigurationGrain>(0);

    public static string Caller(HttpContext http) =>
        http.User.Identity?.Name ?? throw new InvalidOperationException("Who changes settings or registry has to be known.");

    /// <returns>The answer where it was not done; null where it was.</returns>
    private static async Task<IResult?> Change(
        HttpContext http, IConfigurationGrain grain, Func<Task<byte[]?>> current, Func<long?, Task<ConfigurationAnswer>> change)
    {
        while (true)
        {
            http.RequestAborted.ThrowIfCancellationRequested();
            long? version = null;
            if (Answers.HasCondition(http.Request))
            {
                // The version first: what is changed after it makes the change come back as moved.
                version = await grain.GetVersion();
                if (!Answers.MeetsCondition(http.Request, await current()))
                    return Problems.Of(StatusCodes.Status412PreconditionFailed, "It has been changed: what is there now has another ETag than the request names.");
            }
            var answer = await change(version);
            switch (answer.Result)
            {
                case ConfigurationResult.Moved:
                    continue;
                case ConfigurationResult.Refused:
                    return Problems.Of(StatusCodes.Status400BadRequest, string.Join(' ', answer.Errors.Select(error => error.Message)),
                        ("errors", answer.Errors.Select(error => new FieldError(error.Field, error.Message)).ToArray()));
                case ConfigurationResult.Unknown:
                    return Unknown();
                default:
                    return null;
            }
        }
    }
}
