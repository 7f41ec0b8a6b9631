using Microsoft.Extensions.Options;

namespace PosMonitor.Events;

/// <summary>How much this process takes in at a time before it answers 429: section <c>PosMonitor:Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "PosMonitor:Ingest";

    /// <summary>Bodies being read or waiting to be durable. 1 … 100,000, default 1,024.</summary>
    public int BodiesInFlight { get; set; } = 1024;

    /// <summary>Decoded bytes of them, in MiB. 32 (one largest body and the room to read it) … 65,536, default 256.</summary>
    public int MebibytesInFlight { get; set; } = 256;

    /// <summary>
    /// How long a body may wait, once it is whole, until it is durable: where all took longer for this long, no more than 8 MiB wait. 00:00:00.010 … 00:01:00,
    /// default 00:00:00.250.
    /// </summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary>Stops the start with the name of a wrong setting and its range.</summary>
internal sealed class IngestOptionsValidator : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        if (options.BodiesInFlight is < 1 or > 100_000)
            return ValidateOptionsResult.Fail($"{IngestOptions.Section}:BodiesInFlight must be from 1 to 100000.");
        if (options.MebibytesInFlight is < 32 or > 65_536)
            return ValidateOptionsResult.Fail($"{IngestOptions.Section}:MebibytesInFlight must be from 32 to 65536.");
        if (options.LongestWait < TimeSpan.FromMilliseconds(10) || options.LongestWait > TimeSpan.FromMinutes(1))
            return ValidateOptionsResult.Fail($"{IngestOptions.Section}:LongestWait must be from 00:00:00.010 to 00:01:00.");
        return ValidateOptionsResult.Success;
    }
}
