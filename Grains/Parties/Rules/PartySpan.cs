namespace PosMonitor.Parties.Rules;

/// <summary>A party's figures over the slots of <c>[End - Seconds, End)</c>. Valid until the party's slots change.</summary>
/// <param name="Parts">What was told of the party, oldest first.</param>
/// <param name="From">The first part of the span.</param>
/// <param name="To">The part after its last.</param>
/// <param name="End">The slot end that is judged, UTC ticks.</param>
/// <param name="Seconds">How long the span is.</param>
/// <param name="Finished">Transactions finished in it.</param>
/// <param name="Failures">The failures among them.</param>
public readonly record struct PartySpan(IReadOnlyList<PartyPart> Parts, int From, int To, long End, int Seconds, int Finished, int Failures)
{
    /// <summary>The distinct terminals with a failure: a terminal belongs to one shard and has one number there.</summary>
    public int FailingTerminals()
    {
        var terminals = new HashSet<(int Shard, int Terminal)>();
        foreach (var part in Told())
        {
            foreach (var terminal in part.Detail?.FailingTerminals ?? [])
                terminals.Add((part.Shard, terminal));
        }
        return terminals.Count;
    }

    /// <summary>The distinct issuers whose cards failed.</summary>
    public int FailingIssuers() =>
        Told().SelectMany(static part => part.Detail?.Failures ?? []).Select(static failure => failure.Issuer).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What each shard told of each slot of the span.</summary>
    public IEnumerable<PartyPart> Told()
    {
        for (var i = From; i < To; i++)
            yield return Parts[i];
    }
}
