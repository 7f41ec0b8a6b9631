using System.Numerics;
using System.Text;

namespace PosMonitor.Events;

/// <summary>
/// Checks an event that an Orleans client reports as an object, by the rules of the HTTP door, and gives it as an <see cref="EventView"/>
/// to be packed. Not thread-safe; meant to be kept: the spans of a view are good until the next call.
/// </summary>
/// <param name="seal">Hides card numbers in keys of transactions.</param>
public sealed class PosEventReader(TxnSeal seal)
{
    // The longest field is a key of 64; a card in groups is shorter.
    private const int LongestText = 64;

    private readonly byte[] _scratch = new byte[LongestText * EventFields.Count];
    private readonly byte[] _sealed = new byte[TxnSeal.Length];

    /// <summary>Times later than this, in UTC ticks, are refused: with the wall clock a day from now, else nothing is (contract §1).</summary>
    public long LatestTime { get; set; } = long.MaxValue;

    /// <summary>Reads an event.</summary>
    /// <exception cref="ArgumentException">The event is not of contract §1; the message names the field and what it may be, and no value.</exception>
    public void Read(PosEvent e, ref EventView view) => Read(e, e.Acquirer, e.Terminal, ref view);

    /// <summary>Reads an event of the terminal <paramref name="acquirer"/>/<paramref name="terminal"/>, which the event itself may leave out.</summary>
    /// <exception cref="ArgumentException">The event is not of contract §1, is of no terminal, or is of another one.</exception>
    public void ReadOf(string acquirer, string terminal, PosEvent e, ref EventView view)
    {
        if (e.Type is EventType.Settlement or EventType.Watermark)
            throw new ArgumentException($"A {EventWords.NameOf(e.Type)} is not an event of a terminal.", nameof(e));
        if ((e.Acquirer ?? acquirer) != acquirer || (e.Terminal ?? terminal) != terminal)
            throw new ArgumentException("The event is of another terminal: acquirer and terminal are left out, or those of the terminal.", nameof(e));
        Read(e, acquirer, terminal, ref view);
    }

    private void Read(PosEvent e, string? acquirer, string? terminal, ref EventView view)
    {
        if (e.Type is <= EventType.None or > EventType.Watermark)
            throw new ArgumentException(EventFields.Bad(EventField.Type), nameof(e));
        EventChecks.Start(e.Type, ref view);
        view.Time = e.Time.UtcTicks;
        if (e.Type != EventType.Watermark && view.Time > LatestTime)
            throw new ArgumentException(EventFields.TooFarAhead, nameof(e));

        var present = Present(e, acquirer, terminal) & EventFields.Used(e.Type);
        if (EventChecks.FirstMissing(e.Type, present) is { } missing)
            throw new ArgumentException(EventFields.Missing(missing, e.Type), nameof(e));
        for (var rest = present & ~(EventFields.Bit(EventField.Type) | EventFields.Bit(EventField.Time)); rest != 0; rest &= rest - 1)
        {
            var field = (EventField)BitOperations.TrailingZeroCount(rest);
            if (!TryTake(field, e, acquirer, terminal, ref view))
                throw new ArgumentException(EventFields.Bad(field), nameof(e));
        }
        if (EventChecks.HalfPosition(present) is { } half)
            throw new ArgumentException(EventFields.Bad(half), nameof(e));
        if (seal.TrySeal(view.Txn, _sealed))
            view.Txn = _sealed;
    }

    private static uint Present(PosEvent e, string? acquirer, string? terminal)
    {
        var present = EventFields.Bit(EventField.Type) | EventFields.Bit(EventField.Time);
        Note(EventField.Acquirer, acquirer is not null);
        Note(EventField.Terminal, terminal is not null);
        Note(EventField.Merchant, e.Merchant is not null);
        Note(EventField.Txn, e.Txn is not null);
        Note(EventField.Kind, e.Kind is not null);
        Note(EventField.Amount, e.Amount is not null);
        Note(EventField.Currency, e.Currency is not null);
        Note(EventField.Issuer, e.Issuer is not null);
        Note(EventField.Card, e.Card is not null);
        Note(EventField.Code, e.Code is not null);
        Note(EventField.Channel, e.Channel is not null);
        Note(EventField.Recipient, e.Recipient is not null);
        Note(EventField.Status, e.Status is not null);
        Note(EventField.Payer, e.Payer is not null);
        Note(EventField.Lat, e.Lat is not null);
        Note(EventField.Lon, e.Lon is not null);
        return present;

        void Note(EventField field, bool there) => present |= there ? EventFields.Bit(field) : 0;
    }

    private bool TryTake(EventField field, PosEvent e, string? acquirer, string? terminal, ref EventView view)
    {
        switch (field)
        {
            case EventField.Kind:
                view.Kind = e.Kind!.Value;
                return view.Kind <= TransactionKind.Balance;
            case EventField.Channel:
                view.Channel = e.Channel!.Value;
                return view.Channel <= NotificationChannel.Other;
            case EventField.Recipient:
                view.Recipient = e.Recipient!.Value;
                return view.Recipient <= NotificationRecipient.Merchant;
            case EventField.Status:
                view.Status = e.Status!.Value;
                return view.Status <= NotificationStatus.Failed;
            case EventField.Amount:
                return EventChecks.TryTakeAmount(e.Amount!.Value, ref view);
            case EventField.Lat:
                return EventChecks.TryTakeDegrees(field, e.Lat!.Value, ref view);
            case EventField.Lon:
                return EventChecks.TryTakeDegrees(field, e.Lon!.Value, ref view);
        }
        var text = field switch
        {
            EventField.Acquirer => acquirer,
            EventField.Terminal => terminal,
            EventField.Merchant => e.Merchant,
            EventField.Txn => e.Txn,
            EventField.Currency => e.Currency,
            EventField.Issuer => e.Issuer,
            EventField.Card => e.Card,
            EventField.Code => e.Code,
            EventField.Payer => e.Payer,
            _ => null,
        };
        return TryEncode(field, text, out var bytes) && EventChecks.TryTake(field, bytes, ref view);
    }

    // Every field has its place in the scratch memory; what is not ASCII or too long is of no grammar.
    private bool TryEncode(EventField field, string? text, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (text is null || text.Length > LongestText || !Ascii.IsValid(text))
            return false;
        var place = _scratch.AsSpan((int)field * LongestText, text.Length);
        Encoding.ASCII.GetBytes(text, place);
        bytes = place;
        return !CardData.HasTrack(bytes);
    }
}
