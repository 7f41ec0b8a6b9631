using PosMonitor.Explanations;
using PosMonitor.Settings;

namespace PosMonitor.Operations.Scopes;

/// <summary>What each setting is, in words.</summary>
internal static class SettingTerms
{
    private static readonly Dictionary<string, Phrase> Words = new(StringComparer.Ordinal)
    {
        [nameof(DetectionOptions.ResponseTimeout)] = new("No response after this is a timeout", "超过此时间无应答视为超时"),
        [nameof(DetectionOptions.OrphanAfter)] = new("Without a request after this it is an orphan", "超过此时间无请求视为孤立"),
        [nameof(DetectionOptions.NotifyFloor)] = new("Smaller amounts are not notified", "低于此金额不通知"),
        [nameof(DetectionOptions.NotifySla)] = new("A notification is on time up to this", "通知按时的时限"),
        [nameof(DetectionOptions.NotifyDeadline)] = new("A notification is missing after this", "超过此时间通知视为缺失"),
        [nameof(DetectionOptions.NotifyMerchant)] = new("The merchant is notified as well", "同时通知商户"),
        [nameof(DetectionOptions.HoldFinished)] = new("A transaction is held after its last event", "交易在最后事件后保留"),
        [nameof(DetectionOptions.HoldMissing)] = new("One with a missing notification is held", "通知缺失的交易保留"),
        [nameof(DetectionOptions.ReversalWindow)] = new("A reversal is due within this", "冲正时限"),
        [nameof(DetectionOptions.ExpectReversalResponse)] = new("A reversal is to be answered", "冲正须有应答"),
        [nameof(DetectionOptions.DuplicateWithin)] = new("Two equal purchases within this are a duplicate", "此时间内两笔相同消费视为重复扣款"),
        [nameof(DetectionOptions.FailingRun)] = new("Failures in a row that open an alert", "连续失败次数"),
        [nameof(DetectionOptions.FailingMin)] = new("… or of at least this many", "……或至少此笔数中"),
        [nameof(DetectionOptions.FailingShare)] = new("… this share fails", "……失败比例达到"),
        [nameof(DetectionOptions.WindowSize)] = new("Transactions in a terminal's window", "终端窗口的交易数"),
        [nameof(DetectionOptions.WindowAge)] = new("Age of a terminal's window", "终端窗口的时长"),
        [nameof(DetectionOptions.ReversalsCount)] = new("Reversals that are too many …", "冲正过多的次数……"),
        [nameof(DetectionOptions.ReversalsWithin)] = new("… within this", "……在此时间内"),
        [nameof(DetectionOptions.DormantAfter)] = new("Dormant without an approval for this long", "超过此时间无成功交易视为休眠"),
        [nameof(DetectionOptions.SlowResponse)] = new("A terminal is slow from this on", "终端响应缓慢的界限"),
        [nameof(DetectionOptions.SilentAfter)] = new("A terminal on duty is silent after this", "在岗终端静默时限"),
        [nameof(DetectionOptions.MaxDistance)] = new("A terminal has moved beyond this distance", "超过此距离视为移机"),
        [nameof(DetectionOptions.RequireSignin)] = new("A sign-in is needed each day", "每日须签到"),
        [nameof(DetectionOptions.RequireSettlement)] = new("A settlement is needed each day", "每日须结算"),
        [nameof(DetectionOptions.SettleBy)] = new("Settled by this time of the next day", "次日结算的最晚时间"),
        [nameof(DetectionOptions.MerchantMin)] = new("Transactions to judge a merchant by", "判断商户所需交易数"),
        [nameof(DetectionOptions.IssuerMin)] = new("Transactions to judge an issuer by", "判断发卡行所需交易数"),
        [nameof(DetectionOptions.AcquirerMin)] = new("Transactions to judge an acquirer by", "判断收单机构所需交易数"),
        [nameof(DetectionOptions.NotificationMin)] = new("Notifications to judge an issuer by", "判断通知质量所需通知数"),
        [nameof(DetectionOptions.DegradedShare)] = new("Share of failures that is an outage", "视为故障的失败比例"),
        [nameof(DetectionOptions.RecoveredShare)] = new("Share of failures below which it is over", "视为恢复的失败比例"),
        [nameof(DetectionOptions.FeedSilentAfter)] = new("The feed of an acquirer is silent after this", "收单机构数据静默时限"),
        [nameof(DetectionOptions.HoldFor)] = new("An alert waits this long for its cause", "告警等待原因的时间"),
    };

    /// <summary>What it is; its own name where nobody has said.</summary>
    public static Phrase Of(DetectionSetting setting) => Words.GetValueOrDefault(setting.Property) ?? new Phrase(setting.Name, setting.Name);

    /// <summary>In what it is counted.</summary>
    public static Phrase UnitOf(DetectionSetting setting) => setting.Get(new DetectionOptions()) switch
    {
        TimeSpan => ScopeTerms.Duration,
        bool => ScopeTerms.YesNo,
        long => ScopeTerms.Cents,
        double when setting.Property == nameof(DetectionOptions.MaxDistance) => ScopeTerms.Metres,
        double => ScopeTerms.Part,
        _ => ScopeTerms.Count,
    };
}
