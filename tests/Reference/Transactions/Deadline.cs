namespace PosMonitor.Reference;

/// <summary>What may pass without anything happening. The order is the one in which those of one instant fire.</summary>
public enum DeadlineKind
{
    /// <summary>First event + <c>OrphanAfter</c>, while there is no request.</summary>
    Orphan,

    /// <summary>Request + <c>ResponseTimeout</c>, while there is neither response nor reversal.</summary>
    Timeout,

    /// <summary>Response + <c>NotifySla</c>, while a match is expected and not there.</summary>
    NotifySla,

    /// <summary>Response + <c>NotifyDeadline</c>, while a match is expected and not there.</summary>
    NotifyDeadline,

    /// <summary>Response + <c>ReversalWindow</c>, of a late approval that is not reversed.</summary>
    ReversalWindow,

    /// <summary>Reversal + <c>ReversalWindow</c>, while no reversal-response that is approved is there and one is expected.</summary>
    ReversalUnconfirmed,

    /// <summary>The transaction is held no longer.</summary>
    Close,
}

/// <summary>
/// A deadline of a transaction (contract §2). Events mostly move it to an earlier time (the earliest event of each type counts); one that has fired
/// has fired for good.
/// </summary>
public readonly record struct Deadline(DeadlineKind Kind, DateTimeOffset Time);
