namespace PosMonitor.Terminals.Rest;

/// <summary>What is known of a terminal at rest without reading its record: eight bytes.</summary>
internal readonly struct RestingGlance
{
    /// <summary>More merchants than this have no room.</summary>
    public const int MostMerchants = (1 << 24) - 2;

    private const byte NoEvents = byte.MaxValue;
    private const long Unit = 8 * TimeSpan.TicksPerHour;
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private readonly uint _merchantAndStatus;
    private readonly byte _finished, _failures;
    private readonly ushort _due;

    /// <param name="merchant">The name of the merchant that it is bound to; -1 for none.</param>
    /// <param name="status">How it does; null where only the registry knows it.</param>
    /// <param name="finished">How many finishes are in its window.</param>
    /// <param name="failures">How many of them failed.</param>
    /// <param name="due">When its next deadline falls due, UTC ticks; <see cref="long.MaxValue"/> for none.</param>
    public RestingGlance(int merchant, TerminalStatus? status, byte finished, byte failures, long due)
    {
        _merchantAndStatus = (uint)(merchant + 1) << 8 | (status is { } known ? (byte)known : NoEvents);
        (_finished, _failures) = (finished, failures);
        _due = due == long.MaxValue ? ushort.MaxValue : (ushort)Math.Min((due - Epoch) / Unit, ushort.MaxValue - 1);
    }

    public int Merchant => (int)(_merchantAndStatus >> 8) - 1;

    public TerminalStatus? Status => (byte)_merchantAndStatus is var status && status == NoEvents ? null : (TerminalStatus)status;

    public int Finished => _finished;

    public int Failures => _failures;

    /// <summary>Its next deadline does not come before this, and at most eight hours after it; UTC ticks.</summary>
    public long EarliestDue => _due == ushort.MaxValue ? long.MaxValue : Epoch + _due * Unit;

    /// <summary>True where a deadline can be noted, and is far enough away that resting is worth it.</summary>
    public static bool HasRoomFor(long due, long clock) => due == long.MaxValue || (due >= Epoch && clock < due - 2 * Unit);
}
