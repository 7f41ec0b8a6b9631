using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PosMonitor.Hosting;

/// <summary>
/// Ends the process of a silo that the others declared dead: they have its shards by now. No memory dump and no stack trace, as nothing is wrong with
/// the program; whoever supervises the process starts it again.
/// </summary>
public sealed partial class DeclaredDead(IServiceProvider services, ILogger<DeclaredDead> log) : IFatalErrorHandler
{
    /// <summary>What the process exits with.</summary>
    public const int ExitCode = 3;

    private int _exiting;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        // A silo that leaves in order may read its own leaving in the table.
        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested || Interlocked.Exchange(ref _exiting, 1) == 1)
            return;
        LogDeclaredDead(exception, ExitCode);
        // Not on the thread that found out: others of this process may wait for it.
        new Thread(Exit).Start();
    }

    private void Exit()
    {
        // The console is written by a thread of its own, which this waits for.
        services.GetRequiredService<ILoggerFactory>().Dispose();
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(1, LogLevel.Critical, "This silo is out of the cluster: the others declared it dead, or it cannot go on. The process exits with {ExitCode}, to be started again")]
    private partial void LogDeclaredDead(Exception? failure, int exitCode);
}
