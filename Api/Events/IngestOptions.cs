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
        return ValidateOptionsResult.Success;
    }
}
