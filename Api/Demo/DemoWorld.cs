using System.Globalization;

namespace PosMonitor.Demo;

/// <summary>A terminal of the simulated fleet.</summary>
/// <param name="Acquirer">Its acquirer.</param>
/// <param name="Merchant">The shop that it stands in.</param>
/// <param name="Id">ISO 8583 DE41.</param>
/// <param name="Rate">Transactions a second in the busiest hour.</param>
internal sealed record DemoTerminal(string Acquirer, string Merchant, string Id, double Rate)
{
    public string Key => $"{Acquirer}/{Id}";

    public string MerchantKey => $"{Acquirer}/{Merchant}";
}

/// <summary>A card, truncated, and the bank that it is of.</summary>
internal readonly record struct DemoCard(string Issuer, string Pan);

/// <summary>Who there is: about 120 shops with 300 terminals at ten acquirers, and cards of twelve banks.</summary>
internal sealed class DemoWorld
{
    public static readonly string[] Acquirers =
        ["chinaums", "lakala", "shengpay", "unionpay", "jialian", "suixingfu", "leshua", "yinsheng", "qianbao", "xiandai"];

    // Each with the first six digits of its cards and how often they are seen.
    private static readonly (string Issuer, string Bin, int Weight)[] Banks =
    [
        ("icbc", "622202", 18), ("ccb", "621700", 15), ("abc", "622848", 14), ("boc", "621661", 10), ("bcom", "622262", 8), ("cmb", "622588", 10),
        ("psbc", "622188", 7), ("citic", "622690", 4), ("spdb", "622521", 4), ("cib", "622909", 4), ("cebb", "622662", 3), ("cmbc", "622622", 3),
    ];

    private const int Shops = 120;
    private const int CardsPerWeight = 40;

    public DemoWorld(Random random)
    {
        Terminals = [.. Enumerable.Range(0, Shops).SelectMany(shop => Shop(shop, random))];
        Cards = [.. Banks.SelectMany(bank => Enumerable.Range(0, bank.Weight * CardsPerWeight)
            .Select(_ => new DemoCard(bank.Issuer, string.Create(CultureInfo.InvariantCulture, $"{bank.Bin}*{random.Next(10_000):D4}"))))];
        LargeMerchants = [.. Terminals.GroupBy(terminal => terminal.MerchantKey).Where(shop => shop.Count() >= 3).Select(shop => shop.Key)];
    }

    public IReadOnlyList<DemoTerminal> Terminals { get; }

    public IReadOnlyList<DemoCard> Cards { get; }

    /// <summary>The banks whose outage is noticed soon.</summary>
    public IReadOnlyList<string> LargeIssuers { get; } = [.. Banks.Where(bank => bank.Weight >= 7).Select(bank => bank.Issuer)];

    /// <summary>Shops with three terminals or more, as <c>acquirer/merchant</c>.</summary>
    public IReadOnlyList<string> LargeMerchants { get; }

    // One terminal, or up to five: two and a half on the average.
    private static IEnumerable<DemoTerminal> Shop(int shop, Random random)
    {
        var acquirer = Acquirers[shop % Acquirers.Length];
        var merchant = string.Create(CultureInfo.InvariantCulture, $"898{310_000_000_000 + shop * 7919:D12}");
        for (var i = 0; i <= shop / 8 % 4 + (shop % 5 == 0 ? 1 : 0) - (shop % 7 == 0 ? 1 : 0) || i == 0; i++)
            yield return new DemoTerminal(acquirer, merchant, string.Create(CultureInfo.InvariantCulture, $"{10_000_000 + shop * 100 + i}"), 0.15 + random.NextDouble() * 0.35);
    }
}
