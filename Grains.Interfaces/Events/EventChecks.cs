namespace PosMonitor.Events;

/// <summary>The rules of contract §1 that hold for an event wherever it comes from: from JSON or from an Orleans client.</summary>
public static class EventChecks
{
    /// <summary>The largest amount, in minor units.</summary>
    public const long MostAmount = 1_000_000_000_000;

    /// <summary>Takes the text of a field that is an id, a card, a code or a currency.</summary>
    /// <returns>False where it is not of the grammar of the field.</returns>
    public static bool TryTake(EventField field, ReadOnlySpan<byte> text, ref EventView e)
    {
        switch (field)
        {
            case EventField.Acquirer:
                e.Acquirer = text;
                return Identifiers.IsId(text, Identifiers.AcquirerLength);
            case EventField.Terminal:
                e.Terminal = text;
                return Identifiers.IsId(text, Identifiers.TerminalLength);
            case EventField.Merchant:
                e.Merchant = text;
                return Identifiers.IsId(text, Identifiers.MerchantLength);
            case EventField.Txn:
                e.Txn = text;
                return Identifiers.IsTxn(text);
            case EventField.Issuer:
                e.Issuer = text;
                return Identifiers.IsId(text, Identifiers.IssuerLength);
            case EventField.Payer:
                e.Payer = text;
                return Identifiers.IsId(text, Identifiers.PayerLength);
            case EventField.Currency:
                e.Currency = text;
                return Identifiers.IsCurrency(text);
            case EventField.Card:
                return Events.Card.TryRead(text, out e.Card);
            case EventField.Code:
                return ResponseCode.TryRead(text, out e.Code);
            default:
                return false;
        }
    }

    /// <summary>Takes an amount of minor units.</summary>
    public static bool TryTakeAmount(long amount, ref EventView e)
    {
        e.Amount = amount;
        return amount is >= 0 and <= MostAmount;
    }

    /// <summary>Takes one half of a position, in degrees. A negative zero becomes zero, so that equal positions are equal bytes.</summary>
    public static bool TryTakeDegrees(EventField field, double degrees, ref EventView e)
    {
        e.HasPosition = true;
        if (field == EventField.Lat)
            e.Lat = degrees + 0.0;
        else
            e.Lon = degrees + 0.0;
        return Math.Abs(degrees) <= (field == EventField.Lat ? 90 : 180);
    }

    /// <summary>Starts an event of a type with its defaults, as if it had no fields.</summary>
    public static void Start(EventType type, ref EventView e)
    {
        e = default;
        e.Type = type;
        var used = EventFields.Used(type);
        if ((used & EventFields.Bit(EventField.Currency)) != 0)
            e.Currency = "CNY"u8;
        if ((used & EventFields.Bit(EventField.Issuer)) != 0)
            e.Issuer = "unknown"u8;
    }

    /// <summary>The first field that an event of the type must have and that is not among those <paramref name="present"/>, or null.</summary>
    public static EventField? FirstMissing(EventType type, uint present)
    {
        var missing = EventFields.Required(type) & ~present;
        return missing == 0 ? null : (EventField)System.Numerics.BitOperations.TrailingZeroCount(missing);
    }

    /// <summary>Whether only one of <c>lat</c> and <c>lon</c> is there: which of them is then wrong.</summary>
    public static EventField? HalfPosition(uint used)
    {
        var lat = (used & EventFields.Bit(EventField.Lat)) != 0;
        var lon = (used & EventFields.Bit(EventField.Lon)) != 0;
        return lat == lon ? null : lat ? EventField.Lat : EventField.Lon;
    }
}
