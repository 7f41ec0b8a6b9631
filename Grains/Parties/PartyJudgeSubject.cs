using PosMonitor.Alerts;
using PosMonitor.Parties.Rules;
using PosMonitor.Settings;

namespace PosMonitor.Parties;

/// <summary>A merchant or issuer as the judge holds it: the slots that can still matter, and the rules whose condition holds.</summary>
internal sealed class PartyJudgeSubject(SlotTopic topic, SubjectKind kind, string id)
{
    private readonly List<PartySlot> _slots = [];
    private ulong _on;

    public SlotTopic Topic => topic;

    public SubjectKind Kind => kind;

    public string Id => id;

    /// <summary>True where nothing is known of it that could matter.</summary>
    public bool Idle => _slots.Count == 0 && _on == 0;

    /// <summary>Sums over all slots held: no span has more.</summary>
    private int Finished { get; set; }

    private int Failures { get; set; }

    /// <summary>Notes that a rule's alert is open already.</summary>
    public void SetOn(int rule) => _on |= 1ul << rule;

    /// <summary>Replaces what a shard told of a slot.</summary>
    public void Put(int shard, SlotFigures figures)
    {
        var slot = SlotAt(figures.Slot);
        Count(slot, -1);
        slot.Put(shard, figures);
        Count(slot, 1);
    }

    /// <summary>Forgets all that a shard told.</summary>
    public void Remove(int shard)
    {
        foreach (var slot in _slots)
        {
            Count(slot, -1);
            slot.Remove(shard);
            Count(slot, 1);
        }
        _slots.RemoveAll(slot => slot.Told.Count == 0);
    }

    /// <summary>Forgets slots that start before <paramref name="before"/>.</summary>
    public void Forget(long before)
    {
        var old = 0;
        while (old < _slots.Count && _slots[old].Start < before)
            Count(_slots[old++], -1);
        _slots.RemoveRange(0, old);
    }

    /// <summary>
    /// Judges a rule at every slot end of <c>[from, through]</c> at which it can matter: gaps are stepped over, so a jump of the clock costs
    /// what there is to judge, not the time in it.
    /// </summary>
    /// <param name="rule">The rule's place in <see cref="PartyRules.All"/>.</param>
    /// <param name="from">A slot end, or <see cref="long.MinValue"/>.</param>
    /// <param name="through">UTC ticks.</param>
    /// <param name="options">The thresholds.</param>
    /// <param name="found">Takes what follows.</param>
    public void Judge(int rule, long from, long through, DetectionOptions options, List<PartyFinding> found)
    {
        var judged = PartyRules.All[rule];
        var on = (_on >> rule & 1) != 0;
        if (!on && (Failures == 0 || Finished < judged.Min(options)) || from == long.MinValue && _slots.Count == 0)
            return;

        var walk = new PartyJudgeWalk(_slots);
        var end = on && from != long.MinValue ? from : Math.Max(from, _slots[0].Start + PartyJudge.Slot);
        while (end <= through)
        {
            walk.MoveTo(end);
            if (!on && walk.IsEmpty)
            {
                if (walk.Next is not { } next)
                    break;
                end = next;
                continue;
            }
            var span = judged.Choose(walk.Recent, walk.All, options);
            if (!on && judged.Opens(span, options))
            {
                on = true;
                found.Add(new PartyFinding(end, rule, judged.Open(id, span)));
            }
            else if (on && (walk.IsEmpty || PartyRule.Recovers(span, options)))
            {
                on = false;
                found.Add(new PartyFinding(end, rule, judged.Resolve(id, end)));
            }
            end += PartyJudge.Slot;
        }
        _on = on ? _on | 1ul << rule : _on & ~(1ul << rule);
    }

    private void Count(PartySlot slot, int sign)
    {
        Finished += sign * slot.Finished;
        Failures += sign * slot.Failures;
    }

    private PartySlot SlotAt(long start)
    {
        var at = _slots.Count;
        while (at > 0 && _slots[at - 1].Start > start)
            at--;
        if (at > 0 && _slots[at - 1].Start == start)
            return _slots[at - 1];
        var slot = new PartySlot(start);
        _slots.Insert(at, slot);
        return slot;
    }
}

/// <summary>What a judgement at a slot end came to.</summary>
internal readonly record struct PartyFinding(long End, int Rule, AlertEffect Effect);
