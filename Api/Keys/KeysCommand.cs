using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Queries;

namespace PosMonitor.Keys;

/// <summary>The command <c>keys</c>.</summary>
public static class KeysCommand
{
    private const int Failed = 1, WrongUsage = 2;
    private const string Every = "?limit=1000";

    /// <summary>Runs the command; its exit code is in <c>keys --help</c>.</summary>
    /// <param name="args">The command line, without the word <c>keys</c>.</param>
    /// <param name="output">Takes keys and lists.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            await output.WriteLineAsync(KeysOptions.Help);
            return 0;
        }
        try
        {
            if (args is ["reset-admin", ..])
                return await AdminReset.RunAsync(args[1..], output);
            return await Run(KeysOptions.Parse(args, Environment.GetEnvironmentVariable("POSMONITOR_KEY")), output);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n\n{KeysOptions.Help}");
            return WrongUsage;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            await Console.Error.WriteLineAsync($"The monitor does not answer as one: {e.Message}");
            return Failed;
        }
    }

    private static async Task<int> Run(KeysOptions options, TextWriter output)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        if (options.Method == HttpMethod.Get)
            return await List(http, options.Address, output);
        using var request = new HttpRequestMessage(options.Method, options.Address);
        if (options.Body is { } body)
            request.Content = JsonContent.Create(body, options: WireFormat.Options);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            return await Refused(answer);
        if (answer.StatusCode != HttpStatusCode.NoContent && await answer.Content.ReadFromJsonAsync<NewKeyAnswer>(WireFormat.Options) is { } made)
            await output.WriteLineAsync($"{made.Id}  {made.Key}");
        return 0;
    }

    private static async Task<int> List(HttpClient http, Uri address, TextWriter output)
    {
        await output.WriteLineAsync($"{"id",-16}  {"name",-24}  {"role",-8}  {"last used",-16}  {"state",-24}  acquirers");
        string? cursor = null;
        do
        {
            using var answer = await http.GetAsync(new Uri($"{address}{Every}{(cursor is null ? "" : $"&cursor={cursor}")}"));
            if (!answer.IsSuccessStatusCode)
                return await Refused(answer);
            var page = (await answer.Content.ReadFromJsonAsync<ListAnswer<KeyAnswer>>(WireFormat.Options))!;
            foreach (var key in page.Items)
                await output.WriteLineAsync($"{key.Id,-16}  {key.Name,-24}  {key.Role,-8}  {key.LastUsedAt?.ToString("yyyy-MM-dd HH:mm", null) ?? "never",-16}  {StateOf(key),-24}  {(key.Acquirers is { } cut ? string.Join(',', cut) : "all")}");
            cursor = page.Next;
        }
        while (cursor is not null);
        return 0;
    }

    private static string StateOf(KeyAnswer key) => key.RevokedAt is { } revoked ? $"revoked {revoked:yyyy-MM-dd HH:mm}"
        : key.ExpiresAt is { } end ? $"{(end <= DateTimeOffset.UtcNow ? "expired" : "until")} {end:yyyy-MM-dd HH:mm}"
        : "good";

    private static async Task<int> Refused(HttpResponseMessage answer)
    {
        var detail = "";
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
            detail = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.TryGetProperty("detail", out var text) ? text.GetString() : "";
        await Console.Error.WriteLineAsync($"{(int)answer.StatusCode} {answer.ReasonPhrase}. {detail}".TrimEnd());
        return Failed;
    }
}
