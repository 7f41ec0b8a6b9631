using PosMonitor.Parties.Rules;

namespace PosMonitor.Parties;

/// <summary>Two spans, of 6 and of 30 slots, that move forward over a party's slots and keep their sums.</summary>
internal struct PartyJudgeWalk(List<PartyPart> parts)
{
    private readonly List<PartyPart> _parts = parts;
    private long _end;
    private int _to;
    private Side _recent;
    private Side _all;

    /// <summary>True where nothing finished in the last 30 slots.</summary>
    public readonly bool IsEmpty => _all.Finished == 0;

    /// <summary>The end of the first slot that is not in the spans yet, or null where all are.</summary>
    public readonly long? Next => _to < _parts.Count ? _parts[_to].Slot + PartyJudge.Slot : null;

    public readonly PartySpan Recent => new(_parts, _recent.From, _to, _end, PartyJudge.RecentSeconds, _recent.Finished, _recent.Failures);

    public readonly PartySpan All => new(_parts, _all.From, _to, _end, PartyJudge.AllSeconds, _all.Finished, _all.Failures);

    /// <summary>Moves to a later slot end.</summary>
    public void MoveTo(long end)
    {
        _end = end;
        for (; _to < _parts.Count && _parts[_to].Slot < end; _to++)
        {
            _recent.Add(_parts[_to], 1);
            _all.Add(_parts[_to], 1);
        }
        _recent.LeaveBefore(end - PartyJudge.RecentSeconds * TimeSpan.TicksPerSecond, _parts, _to);
        _all.LeaveBefore(end - PartyJudge.AllSeconds * TimeSpan.TicksPerSecond, _parts, _to);
    }

    private struct Side
    {
        public int From;
        public int Finished;
        public int Failures;

        public void Add(PartyPart part, int sign)
        {
            Finished += sign * part.Finished;
            Failures += sign * part.Bad;
        }

        public void LeaveBefore(long start, List<PartyPart> parts, int to)
        {
            for (; From < to && parts[From].Slot < start; From++)
                Add(parts[From], -1);
        }
    }
}
