using PosMonitor.EndToEnd.Traffic;

namespace PosMonitor.Cluster.Chaos;

/// <summary>Which faults happen, in which order: a function of the seed alone, whatever becomes of the processes meanwhile.</summary>
internal sealed class ChaosPlan(int seed)
{
    /// <summary>How many silos there are at the start, and at the least.</summary>
    public const int Silos = 3;

    /// <summary>How many gateways there are.</summary>
    public const int Gateways = 2;

    private const int MostSilos = 5;

    private static readonly (ChaosFaultKind Kind, double Weight)[] Kinds =
    [
        (ChaosFaultKind.SiloKilled, 3), (ChaosFaultKind.SiloFrozen, 3), (ChaosFaultKind.SiloStopped, 2), (ChaosFaultKind.SiloAdded, 2),
        (ChaosFaultKind.GatewayKilled, 2), (ChaosFaultKind.DatabaseRestarted, 2), (ChaosFaultKind.ConnectionsCut, 2),
    ];

    /// <summary>The faults, without an end.</summary>
    public IEnumerable<ChaosFault> Faults()
    {
        var dice = new Dice(seed);
        var silos = Silos;
        while (true)
        {
            var after = dice.Span(1, 5);
            var kind = dice.Weighted(Kinds);
            if (kind == ChaosFaultKind.SiloAdded && (silos == MostSilos || (silos > Silos && dice.Chance(0.5))))
                kind = ChaosFaultKind.SiloRemoved;
            yield return kind switch
            {
                ChaosFaultKind.SiloAdded => new(after, kind, silos++, TimeSpan.Zero),
                ChaosFaultKind.SiloRemoved => new(after, kind, --silos, TimeSpan.Zero),
                ChaosFaultKind.SiloFrozen => new(after, kind, dice.Below(silos), dice.Span(1, 8)),
                ChaosFaultKind.DatabaseRestarted => new(after, kind, 0, dice.Span(0, 3)),
                ChaosFaultKind.ConnectionsCut => new(after, kind, 0, TimeSpan.Zero),
                ChaosFaultKind.GatewayKilled => new(after, kind, dice.Below(Gateways), TimeSpan.Zero),
                _ => new(after, kind, dice.Below(silos), TimeSpan.Zero),
            };
        }
    }
}
