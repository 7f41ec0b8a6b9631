using PosMonitor.Explanations;

namespace PosMonitor.Operations.Issuers;

/// <summary>The words of the pages of issuers.</summary>
internal static class IssuerTerms
{
    public static readonly Phrase Title = new("Issuer {0}", "发卡行 {0}");
    public static readonly Phrase NoIssuers = new("No issuer has been heard of yet.", "尚未收到任何发卡行的交易。");
    public static readonly Phrase Delays = new("Notification delay by channel", "各渠道通知时延");
    public static readonly Phrase Promised = new("promised: within {0} of the response", "承诺：响应后 {0} 内");
    public static readonly Phrase NoDelays = new("No notification has come yet.", "尚未收到任何通知。");
    public static readonly Phrase Picture = new("{0}: delays of {1} notifications on a logarithmic scale; {2} were late. The tables below tell the same.", "{0}：{1} 条通知的时延（对数刻度），{2} 条迟到。下表内容相同。");
    public static readonly Phrase Counts = new("{0} in time, {1} late, {2} failed", "按时 {0}，迟到 {1}，失败 {2}");
    public static readonly Phrase Channel = new("Channel", "渠道");
    public static readonly Phrase Sent = new("Sent", "已发送");
    public static readonly Phrase Delivered = new("Delivered", "已送达");
    public static readonly Phrase Failed = new("Failed", "发送失败");
    public static readonly Phrase OnTime = new("In time", "按时");
    public static readonly Phrase Late = new("Late", "迟到");
    public static readonly Phrase Longest = new("Longest", "最长");
    public static readonly Phrase Distribution = new("Distribution as a table", "分布表");
    public static readonly Phrase UpTo = new("Up to", "不超过");
    public static readonly Phrase Longer = new("longer", "更长");
    public static readonly Phrase Promise = new("promised", "承诺");
}
