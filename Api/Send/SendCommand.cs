using Spectre.Console;

namespace PosMonitor.Send;

/// <summary>The command <c>send</c> (contract §7).</summary>
public static class SendCommand
{
    private const int Stopped = 1, WrongUsage = 2, SomeRejected = 3, Interrupted = 130;

    /// <summary>Runs the command; its exit code is in <c>send --help</c>.</summary>
    /// <param name="args">The command line, with or without the word <c>send</c> at its start.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        string[] rest = args is ["send", ..] ? args[1..] : args;
        if (rest.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(SendOptions.Help);
            return 0;
        }
        try
        {
            var options = SendOptions.Parse(rest, Environment.GetEnvironmentVariable("POSMONITOR_KEY"));
            if (options.File is null && !Console.IsInputRedirected)
                throw new UsageException("Name a file, or pipe events into standard input.");
            await using var input = options.File is null ? Console.OpenStandardInput() : File.OpenRead(options.File);
            return await Run(options, input);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n\n{SendOptions.Help}");
            return WrongUsage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Stopped;
        }
    }

    private static async Task<int> Run(SendOptions options, Stream input)
    {
        using var interrupt = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = !interrupt.IsCancellationRequested;
            interrupt.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            var tally = new Tally();
            using var http = Client(options);
            var length = input.CanSeek ? input.Length : (long?)null;
            var progress = new Progress(AnsiConsole.Console, tally, length, () => input.CanSeek ? input.Position : 0, TimeProvider.System);
            using var sender = new Sender(http, options, tally, TimeProvider.System);
            var sending = sender.Run(input, interrupt.Token);
            await progress.Show(sending);
            return await End(sending, progress, tally);
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static async Task<int> End(Task sending, Progress progress, Tally tally)
    {
        try
        {
            await sending;
            progress.Summarise();
            return tally.Rejected > 0 ? SomeRejected : 0;
        }
        catch (Exception e) when (e is SendStoppedException or OperationCanceledException or IOException)
        {
            progress.Summarise();
            var interrupted = e is OperationCanceledException;
            await Console.Error.WriteLineAsync(
                $"{(interrupted ? "Interrupted." : $"Stopped: {e.Message}")} What is counted above is kept; the same file may be sent again from its start.");
            return interrupted ? Interrupted : Stopped;
        }
    }

    private static HttpClient Client(SendOptions options) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = options.Connections,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };
}
