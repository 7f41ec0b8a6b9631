using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace PosMonitor.Hosting;

/// <summary>What the processes of the monitor write to the console, and what they never do.</summary>
public static class ServiceLog
{
    // They write addresses with their queries, so the code of /?code=… too, or requests that they could not read.
    private static readonly string[] Talkative =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.HostFiltering",
        "Microsoft.AspNetCore.HttpsPolicy", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public static ILoggingBuilder UseServiceLog(this ILoggingBuilder logging)
    {
        logging.ClearProviders().AddConsole(console => console.FormatterName = SafeConsoleFormatter.FormatterName);
        // By the machine's clock: that of a store, which logs itself, cannot be had before there is a log.
        logging.Services.AddSingleton<ConsoleFormatter>(new SafeConsoleFormatter(TimeProvider.System));
        // Why a start failed is told once, without a stack trace where the user can mend it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Of the console alone, which no setting for all loggers goes before.
        foreach (var category in Talkative)
            logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.Warning);
        return logging;
    }
}
