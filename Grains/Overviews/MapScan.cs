using PosMonitor.Access;
using PosMonitor.Shards;
using PosMonitor.Terminals;

namespace PosMonitor.Overviews;

/// <summary>
/// A shard's part of the map of the fleet: its terminals by merchant or acquirer. One look at each terminal, a few thousand at a time, so that events
/// do not wait for the whole; what happens meanwhile is seen of the terminals that are still to come.
/// </summary>
/// <param name="state">The shard.</param>
/// <param name="byMerchant">By the merchant that a terminal is bound to; else by acquirer alone.</param>
/// <param name="cut">The acquirers that are looked at; null for all.</param>
/// <param name="now">The settled clock, UTC ticks.</param>
public sealed class MapScan(ShardState state, bool byMerchant, AcquirerCut? cut, long now)
{
    private const int Slice = 2048;
    private readonly AcquirerNames _acquirers = new(state.Names, cut);
    private readonly TallyBook _groups = new(MapGroups.Width, byMerchant ? state.Terminals.Length : 0);
    private int _next;

    /// <summary>What was counted.</summary>
    public Tally Groups => _groups.ToTally();

    /// <summary>Counts the next terminals.</summary>
    /// <returns>False where none is left.</returns>
    public bool Step()
    {
        var end = Math.Min(_next + Slice, state.Terminals.Length);
        for (; _next < end; _next++)
        {
            var acquirer = state.Terminals.AcquirerOf(_next);
            // One that is only registered does nothing yet.
            if (_acquirers.Has(acquirer) && state.GlanceAt(_next, now) is { Status: { } status } glance)
                Count(acquirer, status, glance);
        }
        return _next < state.Terminals.Length;
    }

    private void Count(int acquirer, TerminalStatus status, in TerminalGlance glance)
    {
        Span<byte> key = stackalloc byte[PartyKey.Longest];
        var merchant = byMerchant ? glance.Merchant : -1;
        var length = PartyKey.Write(state.Names[acquirer], merchant < 0 ? default : state.Names[merchant], key);
        var counts = _groups.Of(key[..length]);
        counts[(int)MapCount.Terminals]++;
        counts[(int)MapCount.Failing + (int)status]++;
        counts[(int)MapCount.Finished] += glance.Finished;
        counts[(int)MapCount.Failures] += glance.Failures;
    }
}
