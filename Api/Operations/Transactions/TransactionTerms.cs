using PosMonitor.Explanations;

namespace PosMonitor.Operations.Transactions;

/// <summary>The words of the page of a transaction.</summary>
internal static class TransactionTerms
{
    public static readonly Phrase Title = new("Transaction {0}", "交易 {0}");
    public static readonly Phrase Words = new("What happened", "经过");
    public static readonly Phrase Explain = new("In words for cardholder and merchant", "面向持卡人和商户的说明");
    public static readonly Phrase Kind = new("Kind", "类型");
    public static readonly Phrase Card = new("Card", "卡号");
    public static readonly Phrase MerchantVerdict = new("Merchant's notification", "商户通知");
    public static readonly Phrase ResponseTook = new("Response took", "响应用时");
    public static readonly Phrase NotificationTook = new("Notification took", "通知用时");
    public static readonly Phrase LateResponse = new("the response came too late", "响应迟到");
    public static readonly Phrase Alerts = new("Alerts of this transaction", "本交易的告警");
    public static readonly Phrase NoAlerts = new("No alert was ever opened about it.", "本交易没有告警。");
    public static readonly Phrase Context = new("What was open around it", "同期的相关告警");

    public static readonly Phrase Timeline = new("Timeline", "时间线");
    public static readonly Phrase Picture = new("Timeline to scale, from {0} over {1}. The table below tells the same.", "按比例的时间线，自 {0} 起，共 {1}。下表内容相同。");
    public static readonly Phrase What = new("What", "事项");
    public static readonly Phrase At = new("At", "时间");
    public static readonly Phrase After = new("After", "间隔");
    public static readonly Phrase Result = new("Result", "结果");
    public static readonly Phrase SetBy = new("set by {0}", "来自 {0}");

    public static readonly Phrase Request = new("Request", "请求");
    public static readonly Phrase Response = new("Response", "响应");
    public static readonly Phrase Reversal = new("Reversal", "冲正");
    public static readonly Phrase ReversalResponse = new("Reversal response", "冲正响应");
    public static readonly Phrase Notification = new("{0} to {1}", "{0} → {1}");
    public static readonly Phrase Cardholder = new("cardholder", "持卡人");
    public static readonly Phrase Merchant = new("merchant", "商户");
    public static readonly Phrase OtherEvent = new("Event", "事件");

    public static readonly Phrase ResponseDue = new("Response due", "响应时限");
    public static readonly Phrase NotifySla = new("Notification promised", "通知承诺时限");
    public static readonly Phrase NotifyDeadline = new("Notification given up", "通知最后期限");
    public static readonly Phrase ReversalDue = new("Reversal due", "冲正时限");
    public static readonly Phrase ReversalResponseDue = new("Reversal response due", "冲正响应时限");

    public static readonly Phrase Kept = new("kept", "已满足");
    public static readonly Phrase Missed = new("missed", "未满足");
    public static readonly Phrase NotYet = new("not there yet", "尚未到期");
    public static readonly Phrase Sent = new("sent", "已发送");
    public static readonly Phrase Delivered = new("delivered", "已送达");
    public static readonly Phrase Failed = new("failed", "发送失败");
    public static readonly Phrase Differs = new("tells {0}", "通知金额 {0}");
}
