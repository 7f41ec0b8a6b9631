using System.Text;

namespace PosMonitor.Benchmarks.Load;

/// <summary>Who takes part in the generated traffic.</summary>
internal static class Parties
{
    private static readonly byte[][] Acquirers = Ids("chinaums", "lakala", "shengpay", "unionpay", "jialian", "suixingfu", "leshua", "yinsheng", "qianbao", "xiandai");
    private static readonly byte[][] Issuers = Ids("icbc", "abc", "boc", "ccb", "bocom", "psbc", "cmb", "citic", "ceb", "cmbc", "cib", "spdb");

    /// <summary>The acquirer of a terminal: that of its merchant, which has three.</summary>
    public static ReadOnlySpan<byte> AcquirerOf(int terminal) => Acquirers[terminal / 3 % Acquirers.Length];

    /// <summary>The issuer of the card of a transaction.</summary>
    public static ReadOnlySpan<byte> IssuerOf(ulong key) => Issuers[(int)((key >> 20 & 0xffff) % (ulong)Issuers.Length)];

    private static byte[][] Ids(params string[] ids) => [.. ids.Select(Encoding.ASCII.GetBytes)];
}
