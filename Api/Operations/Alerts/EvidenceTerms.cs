using PosMonitor.Explanations;
using PosMonitor.Operations.Views;

namespace PosMonitor.Operations.Alerts;

/// <summary>What the members of evidence, and the words in it, are called.</summary>
internal static class EvidenceTerms
{
    public static readonly Phrase Metres = new("{0} m", "{0} 米");

    private static readonly Dictionary<string, Phrase> Names = new()
    {
        ["acquirer"] = Terms.Acquirer,
        ["amount"] = new("Amount", "金额"),
        ["answered"] = new("Answered", "已应答"),
        ["boundMerchant"] = new("Bound to merchant", "绑定商户"),
        ["businessDay"] = new("Business day", "营业日"),
        ["byAcquirer"] = new("By acquirer", "按收单机构"),
        ["byCause"] = new("Failures by cause", "按原因统计的失败"),
        ["byCode"] = new("Failures by code", "按应答码统计的失败"),
        ["byIssuer"] = new("Failures by issuer", "按发卡行统计的失败"),
        ["byRule"] = new("Explained alerts by rule", "按规则统计的被引起告警"),
        ["card"] = new("Card", "卡号"),
        ["channel"] = new("Channel", "渠道"),
        ["channels"] = new("Late and failed by channel", "按渠道统计的迟到与失败"),
        ["code"] = new("Code", "应答码"),
        ["count"] = new("Count", "次数"),
        ["currency"] = new("Currency", "币种"),
        ["delayMs"] = new("Delay", "时延"),
        ["distanceMetres"] = new("Distance", "距离"),
        ["eventsInFiveMinutesBefore"] = new("Events in the five minutes before", "此前五分钟事件数"),
        ["expected"] = new("Notifications expected", "应发通知"),
        ["failed"] = new("Failed", "失败"),
        ["failingTerminals"] = new("Terminals with failures", "有失败的终端"),
        ["failure"] = new("Result", "结果"),
        ["failures"] = new("Failures", "失败"),
        ["finished"] = new("Finished", "已结束"),
        ["finishedAt"] = new("Finished at", "结束时间"),
        ["firstEventAt"] = new("First event", "首个事件"),
        ["firstRespondedAt"] = new("First one answered", "首笔应答时间"),
        ["firstReversedAt"] = new("First reversal", "首次冲正"),
        ["firstTxn"] = new("First transaction", "首笔交易"),
        ["issuer"] = Terms.Issuer,
        ["lastApprovedAt"] = new("Last approval", "最近一次批准"),
        ["lastBatchSettledAt"] = new("Last batch settled", "最近一次批结算"),
        ["lastEventAt"] = new("Last event", "最近事件"),
        ["lastReversedAt"] = new("Last reversal", "最近一次冲正"),
        ["lastSentAt"] = new("Last sign of life", "最近一次上送"),
        ["lastSigninAt"] = new("Last sign-in", "最近一次签到"),
        ["lat"] = new("Latitude", "纬度"),
        ["late"] = new("Late", "迟到"),
        ["limitMs"] = new("Limit", "阈值"),
        ["lon"] = new("Longitude", "经度"),
        ["namedMerchant"] = new("Named merchant", "报文商户"),
        ["notifications"] = new("Notifications", "通知"),
        ["p95Ms"] = new("95th percentile of response times", "应答时间 95 分位"),
        ["payer"] = new("Payer", "付款方"),
        ["recipient"] = new("Recipient", "接收人"),
        ["registered"] = new("In the registry", "已登记"),
        ["registeredLat"] = new("Registered latitude", "登记纬度"),
        ["registeredLon"] = new("Registered longitude", "登记经度"),
        ["requestedAt"] = new("Requested", "请求时间"),
        ["respondedAt"] = new("Answered at", "应答时间"),
        ["responseMs"] = new("Response time", "应答时长"),
        ["reversals"] = new("Reversals", "冲正"),
        ["reversalResponses"] = new("Answers to the reversal", "冲正应答"),
        ["reversedAt"] = new("Reversed", "冲正时间"),
        ["settlements"] = new("Settlements", "结算"),
        ["share"] = new("Share", "占比"),
        ["status"] = new("Status", "状态"),
        ["time"] = new("Time", "时间"),
        ["transactions"] = new("Transactions of the window, oldest first", "窗口内交易（从旧到新）"),
        ["txn"] = new("Transaction", "交易"),
        ["untimely"] = new("Not in time or wrong", "未按时或有误"),
        ["windowSeconds"] = new("Looked at", "统计时段"),
    };

    private static readonly Dictionary<string, Phrase> Values = new()
    {
        ["customer"] = new("customer", "客户"),
        ["issuer"] = new("issuer", "发卡行"),
        ["network"] = new("network", "网络"),
        ["terminal"] = new("terminal", "终端"),
        ["operation"] = new("operation", "操作"),
        ["reversal"] = new("reversal", "冲正"),
        ["timeout"] = new("timeout", "超时"),
        ["sms"] = new("text message", "短信"),
        ["push"] = new("push", "推送"),
        ["wechat"] = new("WeChat", "微信"),
        ["email"] = new("e-mail", "邮件"),
        ["cardholder"] = new("cardholder", "持卡人"),
        ["merchant"] = new("merchant", "商户"),
        ["sent"] = new("sent", "已发出"),
        ["delivered"] = new("delivered", "已送达"),
        ["failed"] = new("failed", "失败"),
        ["ok"] = new("fine", "正常"),
    };

    /// <summary>What a member is called.</summary>
    public static Phrase Name(string member) => Names.GetValueOrDefault(member, new Phrase(member, member));

    /// <summary>What a word in it means; the word itself where it is a name.</summary>
    public static Phrase Value(string word) => Values.GetValueOrDefault(word, new Phrase(word, word));
}
