using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PosMonitor.Storage;

/// <summary>
/// Whether the store can be written, for probes, metrics and the log, which is told of the first failure and of the end of them: a full disk would
/// be filled by the log as well. Whoever uses the store reports for itself.
/// </summary>
public sealed partial class StoreHealth(TimeProvider time, ILogger<StoreHealth> log)
{
    private readonly Lock _gate = new();
    private readonly HashSet<object> _failing = new(ReferenceEqualityComparer.Instance);

    /// <summary>Since when something cannot be written, or null where everything can.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Why that failed which failed last, in words without secrets; null where none has yet.</summary>
    public string? LastError { get; private set; }

    /// <summary>What failed since the start: commits, and questions whose the shards are.</summary>
    public long Failures { get; private set; }

    /// <summary>Since when and why the store cannot be written, in words without secrets; null where it can.</summary>
    public string? Trouble
    {
        get
        {
            lock (_gate)
                return FailingSince is { } since ? string.Create(CultureInfo.InvariantCulture, $"the store cannot be written since {since:HH:mm:ss} UTC: {LastError}") : null;
        }
    }

    /// <summary>A part of the monitor could not use the store.</summary>
    /// <param name="part">Who reports.</param>
    /// <param name="error">Why, in words without secrets.</param>
    internal void Failed(object part, string error)
    {
        lock (_gate)
        {
            (LastError, Failures) = (error, Failures + 1);
            _failing.Add(part);
            if (FailingSince is not null)
                return;
            FailingSince = time.GetUtcNow();
            LogFailed(error);
        }
    }

    /// <summary>A part of the monitor could use the store, or has nothing any more to do with it.</summary>
    internal void Works(object part)
    {
        lock (_gate)
        {
            if (!_failing.Remove(part) || _failing.Count > 0)
                return;
            FailingSince = null;
            LogWorks(Failures);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The store cannot be written; what waits for it is refused: {Why}")]
    private partial void LogFailed(string why);

    [LoggerMessage(2, LogLevel.Information, "The store can be written again, after {Failures} failures since the start.")]
    private partial void LogWorks(long failures);
}
