using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using PosMonitor.Hosting;

namespace PosMonitor.Fuzz;

/// <summary>The real monitor, and what must hold of every answer that it gives.</summary>
internal sealed class FuzzMonitor : IAsyncDisposable
{
    // What the mutator plants: the middle of its card number, however it is grouped.
    private const string Planted = "6222026789054321";

    private readonly RunningMonitor _monitor;
    private readonly FailureLog _failures;
    private int _canaries;

    private FuzzMonitor(RunningMonitor monitor, FailureLog failures) => (_monitor, _failures) = (monitor, failures);

    public static async Task<FuzzMonitor> Start()
    {
        var failures = new FailureLog();
        var monitor = await RunningMonitor.StartOn(
            RunningMonitor.NewDirectory(), builder => builder.Logging.AddProvider(failures), $"--PosMonitor:Access:AdminKey={RunningMonitor.Key}");
        return new FuzzMonitor(monitor, failures);
    }

    /// <summary>Sends an input.</summary>
    /// <returns>What is wrong with the answer, or null.</returns>
    public async Task<string?> Fault(FuzzInput input)
    {
        _failures.Clear();
        var canary = input.IsOfLines ? $"canary-{Interlocked.Increment(ref _canaries)}" : null;
        var sent = canary is null ? input : input with { Body = [.. input.Body, .. CanaryLine(canary)] };
        using var request = sent.ToRequest();
        using var answer = await _monitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream has no end: its beginning is enough.
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        // A path that no path can be is refused by the server below, with the status alone.
        if (answer.StatusCode == HttpStatusCode.BadRequest && body.Length == 0 && input.Target.Split('?')[0].Contains("%00", StringComparison.Ordinal))
            return null;
        return FaultOfAnswer(answer, body)
            ?? (canary is null || answer.StatusCode != HttpStatusCode.Accepted ? FaultOfLines(canary, answer) : FaultOfCounts(sent, body) ?? await FaultOfCanary(canary))
            ?? _failures.First();
    }

    /// <summary>What is wrong with the monitor after all, or null.</summary>
    public async Task<string?> FaultAtEnd()
    {
        using var ready = await _monitor.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return ready.StatusCode == HttpStatusCode.OK ? null : $"The monitor is not ready: {await ready.Content.ReadAsStringAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        Directory.Delete(_monitor.Directory, recursive: true);
    }

    private static byte[] CanaryLine(string txn) => Encoding.UTF8.GetBytes(
        $"\n{{\"type\":\"request\",\"time\":\"2026-03-01T12:00:00Z\",\"acquirer\":\"canary\",\"terminal\":\"t\",\"merchant\":\"m\",\"txn\":\"{txn}\",\"amount\":1}}");

    private static string? FaultOfAnswer(HttpResponseMessage answer, string body)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500 && !(answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null))
            return $"It is answered with {status}: {body}";
        if (status >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"{status} is no problem+json: {answer.Content.Headers.ContentType}";
        if (status >= 400 && JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32() != status)
            return $"The problem tells another status than {status}: {body}";
        return HoldsPlanted(body) || HoldsPlanted($"{answer.Headers}{answer.Content.Headers}") ? "The answer holds a card number." : null;
    }

    // A part of a longer number or word is no card's number.
    private static bool HoldsPlanted(string text) => Regex.IsMatch(text.Replace(" ", "", StringComparison.Ordinal), $@"(?<![\w.:-]){Planted}(?![\w.:-])");

    // A body with a good line is taken, if it is within the limits.
    private static string? FaultOfLines(string? canary, HttpResponseMessage answer) =>
        canary is null || answer.StatusCode is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.ServiceUnavailable ? null : $"A body with a good line is answered with {(int)answer.StatusCode}.";

    private static string? FaultOfCounts(FuzzInput sent, string body)
    {
        var answer = JsonDocument.Parse(body).RootElement;
        var (accepted, rejected) = (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32());
        var lines = LinesOf(sent.Body);
        if (accepted + rejected != lines)
            return $"{accepted} accepted and {rejected} rejected are not {lines} lines.";
        return answer.GetProperty("errors").GetArrayLength() == Math.Min(rejected, 100) ? null : $"{rejected} rejected lines have {answer.GetProperty("errors").GetArrayLength()} errors.";
    }

    private static int LinesOf(ReadOnlySpan<byte> body)
    {
        var count = 0;
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range];
            if (line.StartsWith("\uFEFF"u8))
                line = line[3..];
            if (line.Trim(" \t\r"u8).Length > 0)
                count++;
        }
        return count;
    }

    private async Task<string?> FaultOfCanary(string txn)
    {
        using var found = await _monitor.Client.GetAsync(new Uri($"/v1/acquirers/canary/terminals/t/transactions/{txn}", UriKind.Relative));
        return found.StatusCode == HttpStatusCode.OK ? null : $"What was accepted is not found: {(int)found.StatusCode}.";
    }

    /// <summary>Keeps what the monitor logs as an error.</summary>
    private sealed class FailureLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _failures = new();

        public void Clear() => _failures.Clear();

        public string? First() => _failures.TryPeek(out var failure) ? $"It is logged as an error: {failure}" : null;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                _failures.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose() => Clear();
    }
}
