using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>
/// A shard's part of the last hour by minute: each transaction of it is still held, or at least still counted, and is counted as in the totals (contract §5),
/// a few thousand at a time, so that events do not wait for the whole. Nothing is kept for this while events come in.
/// </summary>
public sealed class HistoryScan
{
    private const int Slice = 4096;
    private readonly ShardState _state;
    private readonly HistoryQuery _query;
    private readonly AcquirerNames _acquirers;
    private readonly Figures?[] _minutes = new Figures?[MinuteFigures.Count];
    private readonly int _issuer;
    private int _next;

    public HistoryScan(ShardState state, HistoryQuery query)
    {
        (_state, _query) = (state, query);
        _acquirers = new AcquirerNames(state.Names, query.Cut);
        _issuer = query.Issuer is null ? -1 : state.Names.Find(query.Issuer);
        // A bank that the shard has never heard of.
        if (query.Issuer is not null && _issuer < 0)
            _next = int.MaxValue;
    }

    /// <summary>What was counted.</summary>
    public MinuteFigures Minutes => new(new DateTimeOffset(_query.From, TimeSpan.Zero), _minutes);

    /// <summary>Counts the next transactions.</summary>
    /// <returns>False where none is left.</returns>
    public bool Step()
    {
        if (_state.Transactions.Length <= _next)
            return false;
        for (var end = Math.Min(_next + Slice, _state.Transactions.Length); _next < end; _next++)
        {
            ref readonly var transaction = ref _state.Transactions[_next];
            ref readonly var counted = ref transaction.Counted;
            if (!counted.HasRequest || counted.At < _query.From || counted.At > _query.Through || (_issuer >= 0 && counted.Issuer != _issuer))
                continue;
            if (_acquirers.HasAll || _acquirers.Has(_state.Terminals[transaction.Terminal].Acquirer))
                counted.Apply(_minutes[(counted.At - _query.From) / TimeSpan.TicksPerMinute] ??= new Figures(), 1);
        }
        return _next < _state.Transactions.Length;
    }

    /// <summary>Adds the parts of all shards up.</summary>
    public static MinuteFigures Sum(DateTimeOffset? from, IEnumerable<MinuteFigures> parts)
    {
        var minutes = new Figures?[MinuteFigures.Count];
        foreach (var part in parts)
            for (var minute = 0; minute < minutes.Length; minute++)
                if (part.Minutes[minute] is { } figures)
                    (minutes[minute] ??= new Figures()).Add(figures);
        return new MinuteFigures(from, minutes);
    }
}
