using PosMonitor.Explanations;

namespace PosMonitor.Operations.Desk;

/// <summary>The words of the service desk.</summary>
internal static class DeskTerms
{
    public static readonly Phrase Title = new("Service desk", "客服查询");
    public static readonly Phrase ByCard = new("What the customer remembers", "按持卡人描述查询");
    public static readonly Phrase ByKey = new("The transaction's key", "按交易键查询");

    public static readonly Phrase Card = new("Card, last four digits", "卡号后四位");
    public static readonly Phrase CardHint = new("Of a whole number only the last four are kept.", "输入完整卡号时只保留后四位。");
    public static readonly Phrase Amount = new("Amount, as on the receipt", "金额（与小票一致）");
    public static readonly Phrase Minute = new("Minute of the payment", "交易时间（到分钟）");
    public static readonly Phrase MinuteHint = new("{0}; one minute before and after count as well.", "{0}；前后各一分钟也会查询。");
    public static readonly Phrase Currency = new("Currency, if known", "币种（可选）");
    public static readonly Phrase AcquirerIfKnown = new("Acquirer, if known", "收单机构（可选）");
    public static readonly Phrase Txn = new("Transaction key", "交易键");
    public static readonly Phrase Find = new("Find", "查询");

    public static readonly Phrase WrongCard = new("The last four digits of the card are needed.", "请输入卡号后四位。");
    public static readonly Phrase WrongAmount = new("An amount as on the receipt is needed, such as 128.00.", "请输入与小票一致的金额，例如 128.00。");
    public static readonly Phrase WrongMinute = new("A day and a minute are needed.", "请输入日期和时间。");
    public static readonly Phrase WrongCurrency = new("Three letters of ISO 4217, such as CNY.", "三位 ISO 4217 字母，例如 CNY。");
    public static readonly Phrase WrongAcquirer = new("An id is needed: up to 32 letters, digits, '.', '_', '-'.", "请输入标识：最多 32 位字母、数字、“.”、“_”、“-”。");
    public static readonly Phrase WrongTerminal = new("An id is needed: up to 16 letters, digits, '.', '_', '-'.", "请输入标识：最多 16 位字母、数字、“.”、“_”、“-”。");
    public static readonly Phrase WrongTxn = new("A key is needed: up to 64 letters, digits, '.', '_', ':', '-'.", "请输入交易键：最多 64 位字母、数字、“.”、“_”、“:”、“-”。");

    public static readonly Phrase Nothing = new("No payment fits. Check the amount, and whether the minute is that of {0}.", "没有符合条件的交易。请核对金额，并确认时间为 {0} 的时间。");
    public static readonly Phrase Several = new("{0} payments fit. Choose one.", "有 {0} 笔交易符合条件，请选择。");
    public static readonly Phrase Time = new("Time", "时间");
    public static readonly Phrase Sum = new("Amount", "金额");
    public static readonly Phrase Happened = new("What happened", "经过");
    public static readonly Phrase Choose = new("Show", "查看");

    public static readonly Phrase Facts = new("Facts", "交易信息");
    public static readonly Phrase CardNumber = new("Card", "卡号");
    public static readonly Phrase Cardholder = new("What the cardholder will have seen", "持卡人看到的情况");
    public static readonly Phrase Merchant = new("What the merchant will have seen", "商户看到的情况");
    public static readonly Phrase Own = new("Alerts about this transaction", "该笔交易的告警");
    public static readonly Phrase Around = new("Alerts around it at that time", "当时的相关告警");
    public static readonly Phrase NoAlerts = new("None.", "无。");

    public static readonly Phrase Copy = new("Copy as text", "复制文本");
    public static readonly Phrase Copied = new("Copied.", "已复制。");
    public static readonly Phrase NotCopied = new("The browser does not allow it. The text is selected below: copy it with Ctrl+C.", "浏览器不允许复制。文本已在下方选中，请按 Ctrl+C 复制。");
    public static readonly Phrase AsText = new("As text", "文本");
}
