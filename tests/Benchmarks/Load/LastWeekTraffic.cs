namespace PosMonitor.Benchmarks.Load;

/// <summary>A day that was a week ago: whole transactions one after the other, each of the next terminal, then the traffic ends.</summary>
/// <param name="lane">Which part of the fleet.</param>
/// <param name="lanes">How many parts there are.</param>
/// <param name="terminals">How many terminals have such a day, all lanes together.</param>
internal sealed class LastWeekTraffic(int lane, int lanes, int terminals) : ITraffic
{
    /// <summary>Transactions of each terminal on that day.</summary>
    public const int Transactions = 36;

    private const ulong Keys = 254UL << 56;
    private readonly EventLines _lines = new();
    private readonly int _terminals = terminals / lanes;
    private int _events;

    /// <summary>When the day began, for everybody who asks within the same day.</summary>
    public static DateTime Day => DateTime.UtcNow.Date.AddDays(-7);

    // It ends by itself.
    public void Drain()
    {
    }

    public int Write(Span<byte> to, int events, long from, long until)
    {
        var (at, all) = (0, 3 * Transactions * _terminals);
        for (var number = 0; number < events && _events < all; number++, _events++)
        {
            var time = Day.Ticks + TimeSpan.TicksPerDay * _events / all;
            var transaction = _events / 3;
            var terminal = lane * _terminals + transaction % _terminals;
            var key = EventLines.KeyOf(Keys | (ulong)lane << 44 | (uint)transaction);
            var acquirer = Parties.AcquirerOf(terminal);
            if (_events % 3 == 0)
                _lines.Request(to, ref at, time, acquirer, terminal, key, Parties.IssuerOf(key));
            else if (_events % 3 == 1)
                _lines.Response(to, ref at, time, acquirer, terminal, key, "00"u8);
            else
                _lines.Notification(to, ref at, time, acquirer, terminal, key, "delivered"u8);
        }
        return at;
    }
}
