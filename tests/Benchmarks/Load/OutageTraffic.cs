namespace PosMonitor.Benchmarks.Load;

/// <summary>An issuer that has gone: every terminal of a lane tries a card of it three times and fails, then the traffic ends.</summary>
/// <param name="lane">Which part of the fleet.</param>
/// <param name="lanes">How many parts there are.</param>
/// <param name="terminals">How many terminals fail, all lanes together.</param>
internal sealed class OutageTraffic(int lane, int lanes, int terminals) : ITraffic
{
    /// <summary>With what the ids of its terminals begin, and no others.</summary>
    public const string Prefix = "4";

    private const int Tries = 3, FirstTerminal = 40_000_000;
    private const ulong Keys = 255UL << 56;
    private readonly EventLines _lines = new();
    private readonly int _terminals = terminals / lanes;
    private int _events;

    // It ends by itself.
    public void Drain()
    {
    }

    public int Write(Span<byte> to, int events, long from, long until)
    {
        var at = 0;
        for (var number = 0; number < events && _events < 2 * Tries * _terminals; number++, _events++)
        {
            var time = from + (until - from) * number / events;
            var transaction = _events / 2;
            var terminal = FirstTerminal + lane * _terminals + transaction % _terminals;
            var key = EventLines.KeyOf(Keys | (ulong)lane << 44 | (uint)transaction);
            if (_events % 2 == 0)
                _lines.Request(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, "outage"u8);
            else
                _lines.Response(to, ref at, time, Parties.AcquirerOf(terminal), terminal, key, "91"u8);
        }
        return at;
    }
}
