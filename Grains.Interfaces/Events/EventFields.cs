namespace PosMonitor.Events;

/// <summary>
/// Which type of event has which fields (contract §1), what they are called, and what is said of a wrong one. A set of fields is a bit
/// mask of <c>1 &lt;&lt; field</c>.
/// </summary>
public static class EventFields
{
    public const int Count = (int)EventField.Lon + 1;

    /// <summary>Said of a time more than a day ahead, with the wall clock.</summary>
    public const string TooFarAhead = "time must not be more than a day ahead of the clock of the server";

    private const int Types = (int)EventType.Watermark + 1;

    private static readonly string[] Names =
    [
        "type", "time", "acquirer", "terminal", "merchant", "txn", "kind", "amount", "currency",
        "issuer", "card", "code", "channel", "recipient", "status", "payer", "lat", "lon",
    ];

    private static readonly string[] Allowed =
    [
        "must be one of request, response, reversal, reversal-response, notification, signin, signout, heartbeat, batch-settled, settlement, watermark",
        "must be an RFC 3339 time with an offset",
        "must be an id of 1 to 32 of A-Z a-z 0-9 . _ - and not of dots alone",
        "must be an id of 1 to 16 of A-Z a-z 0-9 . _ - and not of dots alone",
        "must be an id of 1 to 32 of A-Z a-z 0-9 . _ - and not of dots alone",
        "must be a key of 1 to 64 of A-Z a-z 0-9 . _ : - and not of dots alone",
        "must be one of purchase, void, refund, preauth, preauth-complete, balance",
        "must be an integer of 0 to 1000000000000 minor units, without point or exponent",
        "must be the three upper-case letters of ISO 4217",
        "must be an id of 1 to 32 of A-Z a-z 0-9 . _ - and not of dots alone",
        "must be a truncated PAN: first six digits, *, last four digits",
        "must be the two letters or digits of ISO 8583 DE39",
        "must be one of sms, app, wechat, email, voice, push, other",
        "must be one of cardholder, merchant",
        "must be one of sent, delivered, failed",
        "must be an id of 1 to 32 of A-Z a-z 0-9 . _ - and not of dots alone",
        "must be a number of degrees from -90 to 90, and comes with lon",
        "must be a number of degrees from -180 to 180, and comes with lat",
    ];

    private static readonly uint[] RequiredOf = new uint[Types];
    private static readonly uint[] UsedOf = new uint[Types];
    private static readonly string[] BadMessages = [.. Names.Zip(Allowed, (name, allowed) => $"{name} {allowed}")];
    private static readonly string[] MissingMessages = new string[Types * Count];

    static EventFields()
    {
        for (var type = EventType.Request; type <= EventType.Watermark; type++)
        {
            RequiredOf[(int)type] = RequiredIn(type);
            UsedOf[(int)type] = RequiredOf[(int)type] | OptionalIn(type);
        }
        for (var type = EventType.None; type <= EventType.Watermark; type++)
        {
            foreach (var field in Enum.GetValues<EventField>())
            {
                MissingMessages[(int)type * Count + (int)field] = type == EventType.None
                    ? $"{NameOf(field)} is required"
                    : $"{NameOf(field)} is required in a {EventWords.NameOf(type)}";
            }
        }
    }

    public static uint Bit(EventField field) => 1u << (int)field;

    /// <summary>The fields that an event of this type must have.</summary>
    public static uint Required(EventType type) => RequiredOf[(int)type];

    /// <summary>The fields that are looked at in an event of this type; others are ignored.</summary>
    public static uint Used(EventType type) => UsedOf[(int)type];

    public static string NameOf(EventField field) => Names[(int)field];

    /// <summary>Says which values a field may have.</summary>
    public static string Bad(EventField field) => BadMessages[(int)field];

    /// <summary>Says that an event of this type (<see cref="EventType.None"/>: of any) must have the field.</summary>
    public static string Missing(EventField field, EventType type) => MissingMessages[(int)type * Count + (int)field];

    private static uint Bits(params ReadOnlySpan<EventField> fields)
    {
        uint bits = 0;
        foreach (var field in fields)
            bits |= Bit(field);
        return bits;
    }

    private static uint RequiredIn(EventType type)
    {
        var always = type switch
        {
            EventType.Watermark => Bits(EventField.Type, EventField.Time),
            EventType.Settlement => Bits(EventField.Type, EventField.Time, EventField.Acquirer),
            _ => Bits(EventField.Type, EventField.Time, EventField.Acquirer, EventField.Terminal),
        };
        return always | type switch
        {
            EventType.Request => Bits(EventField.Merchant, EventField.Txn, EventField.Amount),
            EventType.Response or EventType.ReversalResponse => Bits(EventField.Txn, EventField.Code),
            EventType.Reversal => Bit(EventField.Txn),
            EventType.Notification => Bits(EventField.Txn, EventField.Amount, EventField.Channel),
            EventType.Settlement => Bits(EventField.Merchant, EventField.Amount, EventField.Payer),
            _ => 0,
        };
    }

    private static uint OptionalIn(EventType type)
    {
        var anywhere = type switch
        {
            EventType.Watermark => 0u,
            EventType.Settlement => Bit(EventField.Merchant),
            _ => Bits(EventField.Merchant, EventField.Lat, EventField.Lon),
        };
        return anywhere | type switch
        {
            EventType.Request => Bits(EventField.Kind, EventField.Currency, EventField.Issuer, EventField.Card),
            EventType.Reversal => Bit(EventField.Code),
            EventType.Notification => Bits(EventField.Currency, EventField.Recipient, EventField.Status),
            EventType.Settlement => Bit(EventField.Currency),
            _ => 0,
        };
    }
}
