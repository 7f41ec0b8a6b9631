namespace PosMonitor.Benchmarks.Load;

/// <summary>
/// Card traffic without end: each transaction is a request, its response and its notification, which come later among those of others, as in service. One in
/// fifty is declined, one in two hundred fails. Each lane has terminals and keys of its own, so that lanes need no order among them.
/// </summary>
/// <param name="lane">Which part of the fleet.</param>
/// <param name="lanes">How many parts there are.</param>
/// <param name="terminals">How many terminals the whole fleet has.</param>
internal sealed class CardTraffic(int lane, int lanes, int terminals) : ITraffic
{
    private readonly EventLines _lines = new();
    private readonly int _terminals = Math.Max(1, terminals / lanes);
    private long _requested, _answered, _notified, _events;

    /// <summary>After how many further requests of its lane a response comes, and after how many a notification.</summary>
    public (int Response, int Notification) Lag { get; init; } = (1_000, 4_000);

    /// <summary>Which traffic of the fleet this is: each has transactions of its own.</summary>
    public int Run { get; init; }

    public int Write(Span<byte> to, int events, long from, long until)
    {
        var at = 0;
        for (var number = 0; number < events; number++)
            WriteNext(to, ref at, from + (until - from) * number / events);
        return at;
    }

    private void WriteNext(Span<byte> to, ref int at, long time)
    {
        var turn = _events++ % 3;
        if (turn == 1 && _answered + Lag.Response < _requested)
        {
            var (terminal, key) = TransactionOf(_answered++);
            _lines.Response(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, IsApproved(key) ? "00"u8 : key % 200 == 0 ? "91"u8 : "51"u8);
        }
        else if (turn == 2 && _notified + Lag.Notification < _requested)
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
