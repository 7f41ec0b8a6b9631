namespace PosMonitor.Benchmarks.Load;

/// <summary>
/// Card traffic without end: each transaction is a request, its response and its notification, which come after 16,000 and 64,000 further ones of the whole fleet. One in
/// fifty is declined, one in two hundred fails. Each lane has terminals and keys of its own, so that lanes need no order among them.
/// </summary>
/// <param name="lane">Which part of the fleet.</param>
/// <param name="lanes">How many parts there are.</param>
/// <param name="terminals">How many terminals the whole fleet has.</param>
internal sealed class CardTraffic(int lane, int lanes, int terminals) : ITraffic
{
    private readonly EventLines _lines = new();
    private readonly int _terminals = Math.Max(1, terminals / lanes);
    private (long Response, long Notification) _lag = (Math.Max(1, 16_000 / lanes), Math.Max(2, 64_000 / lanes));
    private long _requested, _answered, _notified, _events;
    private bool _drains;

    /// <summary>Which traffic of the fleet this is: each has transactions of its own.</summary>
    public int Run { get; init; }

    public int Write(Span<byte> to, int events, long from, long until)
    {
        var at = 0;
        for (var number = 0; number < events && !(_drains && _notified == _requested); number++)
            WriteNext(to, ref at, from + (until - from) * number / events);
        return at;
    }

    public void Drain() => (_drains, _lag) = (true, (-1, -1));

    private void WriteNext(Span<byte> to, ref int at, long time)
    {
        var turn = _events++ % 3;
        if ((turn == 1 || _drains) && _answered < _requested && _answered + _lag.Response < _requested)
        {
            var (terminal, key) = TransactionOf(_answered++);
            _lines.Response(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, IsApproved(key) ? "00"u8 : key % 200 == 0 ? "91"u8 : "51"u8);
        }
        else if ((turn == 2 || _drains) && _notified + _lag.Notification < _requested)
        {
            // Nobody is told of money that has not moved.
            var (terminal, key) = TransactionOf(_notified++);
            _lines.Notification(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, IsApproved(key) ? "delivered"u8 : "failed"u8);
        }
        else
        {
            var (terminal, key) = TransactionOf(_requested++);
            _lines.Request(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, Parties.IssuerOf(key));
        }
    }

    // Every terminal has its turn once; after that it is drawn by lot.
    private (int Terminal, ulong Key) TransactionOf(long number)
    {
        var key = EventLines.KeyOf((ulong)Run << 56 | (ulong)lane << 44 | (ulong)number);
        var place = Run == 0 && number < _terminals ? (int)number : (int)((key >> 4) % (ulong)_terminals);
        return (lane * _terminals + place, key);
    }

    private static bool IsApproved(ulong key) => key % 200 != 0 && key % 50 != 1;
}
