using System.Net;

namespace PosMonitor.Access;

/// <summary>Slows down who tries keys: so many failures from one address, then it waits for the minute to pass.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    /// <summary>Failures from one address in a minute.</summary>
    public const int MostFailures = 10;

    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (int Failures, DateTimeOffset Until)> _failed = [];

    /// <summary>How long an address has to wait; null where it may try.</summary>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
            return _failed.TryGetValue(address ?? IPAddress.None, out var failed) && failed.Until > now && failed.Failures >= MostFailures ? failed.Until - now : null;
    }

    public void NoteFailure(IPAddress? address)
    {
        address ??= IPAddress.None;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_failed.Count >= MostAddresses)
                foreach (var old in _failed.Where(failed => failed.Value.Until <= now).Select(failed => failed.Key).ToList())
                    _failed.Remove(old);
            // Beyond that many at once they share one count.
            if (_failed.Count >= MostAddresses && !_failed.ContainsKey(address))
                address = IPAddress.None;
            _failed[address] = _failed.TryGetValue(address, out var failed) && failed.Until > now ? (failed.Failures + 1, failed.Until) : (1, now + Span);
        }
    }
}
