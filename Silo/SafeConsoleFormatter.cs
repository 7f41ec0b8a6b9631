using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using PosMonitor.Events;

namespace PosMonitor.Hosting;

/// <summary>A line a message, its time in UTC. Nothing here logs what callers send, but a library may, at a level that somebody turns on: card numbers are masked.</summary>
internal sealed class SafeConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "posmonitor";

    private static readonly string[] Levels = ["trce", "dbug", "info", "warn", "fail", "crit", "none"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var failure = logEntry.Exception is { } exception ? $" {exception}" : "";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Levels[(int)logEntry.LogLevel]}: {logEntry.Category}[{logEntry.EventId.Id}] {message}{failure}");
        textWriter.WriteLine(CardNumbers.Mask(OneLine(line)));
    }

    private static string OneLine(string text) => text.Contains('\n', StringComparison.Ordinal) ? text.ReplaceLineEndings(" ") : text;
}
