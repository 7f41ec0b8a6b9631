using PosMonitor.Events;

namespace PosMonitor.Explanations;

/// <summary>What a message by a channel is called.</summary>
public static class ChannelTerms
{
    private static readonly Phrase[] Messages =
    [
        new("an SMS", "短信"),
        new("a message in the bank's app", "手机银行消息"),
        new("a WeChat message", "微信消息"),
        new("an e-mail", "电子邮件"),
        new("a phone call", "语音电话"),
        new("a push message", "推送消息"),
        new("a message", "消息"),
    ];

    public static Phrase Of(NotificationChannel? channel) => Messages[(int)(channel ?? NotificationChannel.Other)];
}
