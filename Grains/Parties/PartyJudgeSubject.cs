using System.Runtime.InteropServices;
using System.Text;
using PosMonitor.Alerts;
using PosMonitor.Parties.Rules;
using PosMonitor.Settings;

namespace PosMonitor.Parties;

/// <summary>A merchant or issuer as the judge holds it: the slots that can still matter, and the rules whose condition holds.</summary>
internal sealed class PartyJudgeSubject(SubjectKind kind, string id)
{
    // Most have one terminal, and few sales.
    private readonly List<PartyPart> _parts = new(1);
    private ulong _on;

    public SubjectKind Kind => kind;

    public string Id => id;

    /// <summary>True where nothing is known of it that could matter.</summary>
    public bool Idle => _parts.Count == 0 && _on == 0;

    /// <summary>True where no rule can open or end: nothing has failed, and nothing is open.</summary>
    public bool IsQuiet => Failures == 0 && _on == 0;

    /// <summary>Sums over all slots held: no span has more.</summary>
    private int Finished { get; set; }

    private int Failures { get; set; }

    /// <summary>Notes that a rule's alert is open already.</summary>
    public void SetOn(int rule) => _on |= 1ul << rule;

    /// <summary>Replaces what a shard told of a slot.</summary>
    public void Put(in PartyPart part)
    {
        var place = _parts.BinarySearch(part, PartyPart.InOrder);
        if (place >= 0)
        {
            Count(_parts[place], -1);
            _parts[place] = part;
        }
        else
        {
            _parts.Insert(~place, part);
        }
        Count(part, 1);
    }

    /// <summary>Forgets all that a shard told.</summary>
    public void Remove(int shard)
    {
        foreach (var part in _parts.Where(part => part.Shard == shard))
            Count(part, -1);
        _parts.RemoveAll(part => part.Shard == shard);
    }

    /// <summary>Hands a merchant over of which nothing has failed.</summary>
    /// <returns>False where it has to stay.</returns>
    public bool TryMoveTo(QuietMerchants quiet)
    {
        Span<byte> name = stackalloc byte[Encoding.ASCII.GetMaxByteCount(id.Length)];
        name = name[..Encoding.ASCII.GetBytes(id, name)];
        foreach (ref readonly var part in CollectionsMarshal.AsSpan(_parts))
        {
            if (!quiet.Put(name, part))
            {
                quiet.Take(id);
                return false;
            }
        }
        return true;
    }

    /// <summary>Forgets slots that start before <paramref name="before"/>.</summary>
    public void Forget(long before)
    {
        var old = 0;
        while (old < _parts.Count && _parts[old].Slot < before)
            Count(_parts[old++], -1);
        _parts.RemoveRange(0, old);
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
        if (!on && !judged.MayOpen(Finished, Failures, options) || from == long.MinValue && _parts.Count == 0)
            return;

        var walk = new PartyJudgeWalk(_parts);
        var end = on && from != long.MinValue ? from : Math.Max(from, _parts[0].Slot + PartyJudge.Slot);
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

    private void Count(in PartyPart part, int sign)
    {
        Finished += sign * part.Finished;
        Failures += sign * part.Bad;
    }
}

/// <summary>What a judgement at a slot end came to.</summary>
internal readonly record struct PartyFinding(long End, int Rule, AlertEffect Effect);
