using System.Diagnostics;

namespace PosMonitor.Postgres;

/// <summary>
/// The one clock of a cluster: that of its database. Between two looks at it time runs on by the machine's monotonic clock, so neither a jump nor
/// an error of the machine's own clock is followed. It never goes backwards: where it is found to be ahead it runs slower until it is not, where it
/// is found behind it is set forward. Only <see cref="GetUtcNow"/> is of the cluster; timers are the machine's.
/// </summary>
public sealed class StoreClock : TimeProvider
{
    /// <summary>While ahead, of so many ticks of the monotonic clock one is left out: a second is made up in twenty.</summary>
    private const int SlowDown = 20;

    // Less than this is the noise of a round trip.
    private const long Tolerance = TimeSpan.TicksPerMillisecond;

    private readonly Func<long> _monotonic;
    private readonly Lock _gate = new();
    private long _from;
    private long _shown;
    private long _ahead;

    /// <summary>Begins with a first look at the database's clock.</summary>
    /// <param name="sample">That look.</param>
    public StoreClock(ClockSample sample)
        : this(sample, static () => Stopwatch.GetElapsedTime(0).Ticks)
    {
    }

    internal StoreClock(ClockSample sample, Func<long> monotonic)
    {
        _monotonic = monotonic;
        (_from, _shown) = (sample.At, sample.Utc);
    }

    /// <summary>How far it was ahead of the database at the last look and has not made up yet; zero or less where it is not.</summary>
    public TimeSpan Ahead
    {
        get
        {
            lock (_gate)
            {
                Advance();
                return new TimeSpan(_ahead);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            Advance();
            return new DateTimeOffset(_shown, TimeSpan.Zero);
        }
    }

    /// <summary>Takes a look at the database's clock into account.</summary>
    public void Adjust(ClockSample sample)
    {
        lock (_gate)
        {
            Advance();
            var off = _shown - (sample.Utc + _from - sample.At);
            if (off < -Tolerance)
                _shown -= off;
            _ahead = off > Tolerance ? off : 0;
        }
    }

    private void Advance()
    {
        var now = _monotonic();
        var passed = Math.Max(0, now - _from);
        var made = Math.Min(_ahead, passed / SlowDown);
        _ahead -= made;
        _shown += passed - made;
        _from += passed;
    }
}
