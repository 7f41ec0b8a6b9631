using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>The one book of all alerts (key 0): what people do to them, and who listens. Reading is for <see cref="IAlertArchiveGrain"/>.</summary>
[Alias("pos.alert-book")]
public interface IAlertBookGrain : IGrainWithIntegerKey
{
    /// <summary>Notes that somebody takes care. An alert that is acknowledged already stays as it is.</summary>
    /// <returns>The alert, or null where there is none.</returns>
    /// <exception cref="AlertResolvedException">It is resolved.</exception>
    [Alias("acknowledge")]
    Task<AlertDetail?> Acknowledge(string id, string by, string? comment);

    /// <summary>Closes an alert by hand. One that is resolved already stays as it is.</summary>
    /// <returns>The alert, or null where there is none.</returns>
    [Alias("resolve")]
    Task<AlertDetail?> Resolve(string id, string by, string? comment);

    /// <summary>Adds a comment.</summary>
    /// <returns>The alert, or null where there is none.</returns>
    [Alias("comment")]
    Task<AlertDetail?> Comment(string id, string by, string text);

    /// <summary>The clock through which every ten-second slot that ended is judged, UTC ticks, or <see cref="long.MinValue"/>.</summary>
    [Alias("judged")]
    Task<long> JudgedThrough();

    /// <summary>How many alerts of each terminal (<c>acquirer/terminal</c>) are not resolved, in the order asked.</summary>
    [Alias("open-of")]
    Task<int[]> OpenOf(IReadOnlyList<string> terminals);

    /// <summary>Of each subject, in the order asked, the id of its alert that is not resolved, of the first rule that has one; null for none.</summary>
    [Alias("open-about")]
    Task<string?[]> OpenAbout(SubjectKind kind, IReadOnlyList<string> rules, IReadOnlyList<string> subjects);

    /// <summary>Starts waking <paramref name="observer"/>; to be repeated every minute.</summary>
    [Alias("listen")]
    Task Listen(IAlertObserver observer);

    [Alias("unlisten")]
    Task Unlisten(IAlertObserver observer);
}
