using System.Collections.Immutable;

namespace PosMonitor.Registry;

/// <summary>The acquirers that the registry holds from the start (contract §5): the ten that the trade press names most, none of them verified.</summary>
public static class ShippedAcquirers
{
    public static ImmutableDictionary<string, AcquirerEntry> All { get; } = new (string Id, string En, string Zh)[]
    {
        ("chinaums", "China UMS", "银联商务"),
        ("lakala", "Lakala", "拉卡拉"),
        ("shengpay", "Shengpay", "盛付通"),
        ("unionpay", "UnionPay", "银联"),
        ("jialian", "Jialian Payment", "嘉联支付"),
        ("suixingfu", "Suixingfu", "随行付"),
        ("leshua", "Leshua Payment", "乐刷支付"),
        ("yinsheng", "Yinsheng Payment", "银盛支付"),
        ("qianbao", "Qianbao", "钱宝"),
        ("xiandai", "Xiandai Jinkong", "现代金控"),
    }.ToImmutableDictionary(shipped => shipped.Id, shipped => new AcquirerEntry { NameEn = shipped.En, NameZh = shipped.Zh });
}
