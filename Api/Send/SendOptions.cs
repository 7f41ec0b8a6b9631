using System.Globalization;

namespace PosMonitor.Send;

/// <summary>What <c>send</c> was asked to do.</summary>
internal sealed record SendOptions
{
    public const string Help = """
        Sends events (NDJSON, plain or gzip) to a monitor, in order per terminal, until each is answered.

          send [FILE|-] [--to URL] [--key KEY] [options]

          FILE                 the events; '-' or nothing for standard input
          --to URL             the monitor's address (default http://127.0.0.1:8080)
          --key KEY            a key that may ingest (default: the environment's POSMONITOR_KEY)
          --connections N      bodies on their way at the same time, 1 to 64 (default 4)
          --batch N            events in a body, 1 to 20000 (default 2000; a body stays below 8 MiB)
          --speed X            plays the file X times as fast as it happened, its first event now; 1 is as it happened
          --give-up DURATION   stops when a body was not taken for so long, hh:mm:ss (default 00:10:00)

        Ends with 0 when every event was accepted, 3 when all were answered but some rejected, 1 when it stopped before the end
        (what was answered is kept; sending the same file again changes nothing twice), 2 for a wrong command line, 130 for Ctrl-C.
        """;

    /// <summary>The most bytes of a body: half of what the monitor takes.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>Null for standard input.</summary>
    public string? File { get; init; }

    /// <summary>The address of <c>/v1/events</c>.</summary>
    public required Uri Events { get; init; }

    public required string Key { get; init; }

    public int Connections { get; init; } = 4;

    public int Batch { get; init; } = 2000;

    /// <summary>How many times as fast as it happened; null to send as it is, as fast as it is taken.</summary>
    public double? Speed { get; init; }

    public TimeSpan GiveUp { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Reads a command line, without the word <c>send</c>.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static SendOptions Parse(IReadOnlyList<string> args, string? keyOfEnvironment)
    {
        var given = CommandArguments.Parse(args);
        if (given.Words.Count > 1)
            throw new UsageException($"More than one file: {given.Words[0]}, {given.Words[1]}.");
        var file = given.Words.Count == 0 ? null : given.Words[0];
        var options = new SendOptions
        {
            File = file == "-" ? null : file,
            Events = given.TakeAddress("/v1/events"),
            Key = given.TakeKey(keyOfEnvironment),
            Connections = Whole("--connections", 4, 64),
            Batch = Whole("--batch", 2000, 20_000),
            Speed = Factor(given.Take("--speed")),
            GiveUp = Duration(given.Take("--give-up")) ?? TimeSpan.FromMinutes(10),
        };
        given.CheckAllTaken("send");
        return options;

        int Whole(string name, int otherwise, int most) => given.Take(name) is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most ? value
            : throw new UsageException($"{name} {text}: a number from 1 to {most} is wanted.");
    }

    private static double? Factor(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 1_000_000 ? speed
        : throw new UsageException($"--speed {text}: a number above 0 is wanted, such as 60.");

    private static TimeSpan? Duration(string? text) => text is null ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero ? duration
        : throw new UsageException($"--give-up {text}: a duration such as 00:10:00 is wanted.");
}
