namespace PosMonitor.EndToEnd.Traffic;

/// <summary>A terminal of the generated fleet.</summary>
internal sealed record FleetTerminal(string Acquirer, string Id, string Merchant);

/// <summary>Terminals of merchants of the ten acquirers; some terminals and banks are used much more than others.</summary>
internal sealed class Fleet
{
    public static readonly string[] Acquirers =
        ["chinaums", "lakala", "shengpay", "unionpay", "jialian", "suixingfu", "leshua", "yinsheng", "qianbao", "xiandai"];

    public static readonly (string Item, double Weight)[] Issuers =
    [
        ("icbc", 20), ("ccb", 14), ("abc", 12), ("cmb", 12), ("boc", 8), ("bcom", 7), ("psbc", 6), ("citic", 5), ("spdb", 5), ("cib", 5),
        ("cebb", 3), ("unknown", 3),
    ];

    public Fleet(TrafficPlan plan, Dice dice)
    {
        var merchant = 0;
        while (_terminals.Count < plan.Terminals)
        {
            // The first merchant is a big one: it is the one whose network fails.
            var size = merchant == 0 ? 8 : 1 + dice.Below(5);
            var share = merchant == 0 ? plan.Terminals / 80.0 : dice.Between(0.2, 2);
            for (var i = 0; i < size && _terminals.Count < plan.Terminals; i++)
            {
                // Terminal ids are unique within an acquirer only.
                var terminal = new FleetTerminal(Acquirers[merchant % Acquirers.Length], $"{10_000 + merchant / 10 * 10 + i}", $"8981{merchant:D5}");
                _terminals.Add((terminal, share));
            }
            merchant++;
        }
        Dying = [.. _terminals.Skip(8).OrderByDescending(t => t.Weight).Take(3).Select(t => t.Item)];
    }

    private readonly List<(FleetTerminal Item, double Weight)> _terminals = [];

    public IReadOnlyList<(FleetTerminal Item, double Weight)> Terminals => _terminals;

    /// <summary>The merchant whose network fails.</summary>
    public string UnluckyMerchant => _terminals[0].Item.Merchant;

    /// <summary>The terminals that break.</summary>
    public IReadOnlyList<FleetTerminal> Dying { get; }
}
