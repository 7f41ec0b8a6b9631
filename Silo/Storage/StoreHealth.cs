using System.Globalization;

namespace PosMonitor.Storage;

/// <summary>Whether the store can be written, for probes and metrics. Each part of the store that commits reports for itself.</summary>
public sealed class StoreHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<object> _failing = new(ReferenceEqualityComparer.Instance);

    /// <summary>Since when something cannot be written, or null where everything can.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Why the last commit failed that did, in words without secrets; null where none has yet.</summary>
    public string? LastError { get; private set; }

    /// <summary>Commits that failed since the start.</summary>
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

    /// <summary>A part of the store could not commit.</summary>
    /// <returns>True where everything worked until now, so that trouble is told once.</returns>
    internal bool Failed(object part, string error)
    {
        lock (_gate)
        {
            (LastError, Failures) = (error, Failures + 1);
            _failing.Add(part);
            if (FailingSince is not null)
                return false;
            FailingSince = time.GetUtcNow();
            return true;
        }
    }

    /// <summary>A part of the store has committed, or has nothing any more to do with the store.</summary>
    /// <returns>True where this is the end of trouble.</returns>
    internal bool Works(object part)
    {
        lock (_gate)
        {
            if (!_failing.Remove(part) || _failing.Count > 0)
                return false;
            FailingSince = null;
            return true;
        }
    }
}
