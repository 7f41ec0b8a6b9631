using PosMonitor.Parties.Rules;

namespace PosMonitor.Parties;

/// <summary>Two spans, of 6 and of 30 slots, that move forward over a party's slots and keep their sums.</summary>
internal struct PartyJudgeWalk(List<PartySlot> slots)
{
    private readonly List<PartySlot> _slots = slots;
    private long _end;
    private int _to;
    private Side _recent;
    private Side _all;

    /// <summary>True where nothing finished in the last 30 slots.</summary>
    public readonly bool IsEmpty => _all.Finished == 0;

    /// <summary>The end of the first slot that is not in the spans yet, or null where all are.</summary>
    public readonly long? Next => _to < _slots.Count ? _slots[_to].Start + PartyJudge.Slot : null;

    public readonly PartySpan Recent => new(_slots, _recent.From, _to, _end, PartyJudge.RecentSeconds, _recent.Finished, _recent.Failures);

    public readonly PartySpan All => new(_slots, _all.From, _to, _end, PartyJudge.AllSeconds, _all.Finished, _all.Failures);

    /// <summary>Moves to a later slot end.</summary>
    public void MoveTo(long end)
    {
        _end = end;
        for (; _to < _slots.Count && _slots[_to].Start < end; _to++)
        {
            _recent.Add(_slots[_to], 1);
            _all.Add(_slots[_to], 1);
        }
        _recent.LeaveBefore(end - PartyJudge.RecentSeconds * TimeSpan.TicksPerSecond, _slots, _to);
        _all.LeaveBefore(end - PartyJudge.AllSeconds * TimeSpan.TicksPerSecond, _slots, _to);
    }

    private struct Side
    {
        public int From;
        public int Finished;
        public int Failures;

        public void Add(PartySlot slot, int sign)
        {
            Finished += sign * slot.Finished;
            Failures += sign * slot.Failures;
        }

        public void LeaveBefore(long start, List<PartySlot> slots, int to)
        {
            for (; From < to && slots[From].Start < start; From++)
                Add(slots[From], -1);
        }
    }
}
