namespace PosMonitor.Storage;

/// <summary>
/// Which terminals a journal row names, as a Bloom filter of 10 bits a terminal and 6 probes: it never denies one that is named, and takes
/// about 1 in 120 others for named. Its form is part of the store's format.
/// </summary>
internal static class TerminalFilter
{
    private const int BitsPerTerminal = 10;
    private const int Probes = 6;

    /// <summary>The bytes of a filter for so many terminals.</summary>
    public static int Size(int terminals) => Math.Max(8, (terminals * BitsPerTerminal + 7) / 8);

    /// <summary>Makes the filter of these terminals; <paramref name="filter"/> is of the <see cref="Size"/> for them.</summary>
    public static void Fill(Span<byte> filter, ReadOnlySpan<uint> terminals)
    {
        filter.Clear();
        foreach (var terminal in terminals)
        {
            var (at, step) = Spread(terminal);
            for (var probe = 0; probe < Probes; probe++, at += step)
            {
                var bit = Bit(at, filter.Length);
                filter[bit >> 3] |= (byte)(1 << (bit & 7));
            }
        }
    }

    /// <summary>False only where the row does not name the terminal.</summary>
    public static bool MayHold(ReadOnlySpan<byte> filter, uint terminal)
    {
        var (at, step) = Spread(terminal);
        for (var probe = 0; probe < Probes; probe++, at += step)
        {
            var bit = Bit(at, filter.Length);
            if ((filter[bit >> 3] & (1 << (bit & 7))) == 0)
                return false;
        }
        return true;
    }

    // A row's terminals share a shard, which says nothing of the low half of their hash; it is mixed once more for two independent numbers.
    private static (uint At, uint Step) Spread(uint terminal)
    {
        var mixed = terminal * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 32;
        mixed *= 0xD6E8FEB86659FD93UL;
        mixed ^= mixed >> 32;
        return ((uint)mixed, (uint)(mixed >> 32) | 1);
    }

    private static int Bit(uint at, int bytes) => (int)(((ulong)at * ((ulong)bytes << 3)) >> 32);
}
