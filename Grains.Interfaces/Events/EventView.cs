namespace PosMonitor.Events;

/// <summary>
/// One event of contract §1 as it passes through: fields are slices of the buffer it was read from, with defaults filled in and
/// every id already checked. A field that the event does not have is empty, or 0.
/// </summary>
public ref struct EventView
{
    public EventType Type;

    /// <summary>When it happened at its source: UTC, in ticks of 100 ns since 0001-01-01.</summary>
    public long Time;

    public ReadOnlySpan<byte> Acquirer;
    public ReadOnlySpan<byte> Terminal;
    public ReadOnlySpan<byte> Merchant;
    public ReadOnlySpan<byte> Txn;
    public ReadOnlySpan<byte> Issuer;

    /// <summary>ISO 4217, three letters.</summary>
    public ReadOnlySpan<byte> Currency;

    /// <summary>The institution that paid a merchant out (settlement).</summary>
    public ReadOnlySpan<byte> Payer;

    /// <summary>Minor units, 0 … 10^12.</summary>
    public long Amount;

    /// <summary>A truncated PAN, see <see cref="Events.Card"/>; 0 where the event has none.</summary>
    public ulong Card;

    /// <summary>ISO 8583 DE39, see <see cref="Events.ResponseCode"/>; 0 where the event has none.</summary>
    public ushort Code;

    public TransactionKind Kind;
    public NotificationChannel Channel;
    public NotificationRecipient Recipient;
    public NotificationStatus Status;

    public bool HasPosition;

    /// <summary>Degrees north.</summary>
    public double Lat;

    /// <summary>Degrees east.</summary>
    public double Lon;
}
