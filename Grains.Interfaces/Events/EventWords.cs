namespace PosMonitor.Events;

/// <summary>The words of contract §1 for types, kinds, channels, recipients and statuses. Case matters.</summary>
public static class EventWords
{
    private static readonly string[] TypeNames =
    [
        "", "request", "response", "reversal", "reversal-response", "notification", "signin", "signout", "heartbeat", "batch-settled",
        "settlement", "watermark",
    ];

    private static readonly byte[][] Types = Encode(TypeNames);
    private static readonly byte[][] Kinds = Encode(["purchase", "void", "refund", "preauth", "preauth-complete", "balance"]);
    private static readonly byte[][] Channels = Encode(["sms", "app", "wechat", "email", "voice", "push", "other"]);
    private static readonly byte[][] Recipients = Encode(["cardholder", "merchant"]);
    private static readonly byte[][] Statuses = Encode(["delivered", "sent", "failed"]);

    public static string NameOf(EventType type) => TypeNames[(int)type];

    public static bool TryRead(ReadOnlySpan<byte> word, out EventType type)
    {
        type = (EventType)Find(Types, word);
        return type is > EventType.None and <= EventType.Watermark;
    }

    public static bool TryRead(ReadOnlySpan<byte> word, out TransactionKind kind)
    {
        var index = Find(Kinds, word);
        kind = (TransactionKind)index;
        return index >= 0;
    }

    public static bool TryRead(ReadOnlySpan<byte> word, out NotificationChannel channel)
    {
        var index = Find(Channels, word);
        channel = (NotificationChannel)index;
        return index >= 0;
    }

    public static bool TryRead(ReadOnlySpan<byte> word, out NotificationRecipient recipient)
    {
        var index = Find(Recipients, word);
        recipient = (NotificationRecipient)index;
        return index >= 0;
    }

    public static bool TryRead(ReadOnlySpan<byte> word, out NotificationStatus status)
    {
        var index = Find(Statuses, word);
        status = (NotificationStatus)index;
        return index >= 0;
    }

    // A dozen words at most: comparing lengths and first bytes is faster than hashing.
    private static int Find(byte[][] words, ReadOnlySpan<byte> word)
    {
        for (var index = 0; index < words.Length; index++)
        {
            if (word.SequenceEqual(words[index]))
                return index;
        }
        return -1;
    }

    private static byte[][] Encode(string[] words) => [.. words.Select(System.Text.Encoding.ASCII.GetBytes)];
}
