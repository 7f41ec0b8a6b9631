using PosMonitor.Explanations;

namespace PosMonitor.Operations.Merchants;

/// <summary>The words of the page of a merchant.</summary>
internal static class MerchantTerms
{
    public static readonly Phrase Title = new("Merchant {0}", "商户 {0}");
    public static readonly Phrase NoTerminals = new("No terminal is bound to this merchant now.", "目前没有终端绑定到该商户。");
}
