using System.Buffers.Binary;
using System.Text;

namespace PosMonitor.Events;

/// <summary>
/// Reads what <see cref="BatchPacker"/> packed, event by event, without allocating once warm. Kept by its owner and given batch after batch
/// with <c>Open</c>; the spans of an <see cref="EventView"/> are good until the next call of it.
/// </summary>
public sealed class BatchReader
{
    // A batch may hold more strings: those after this many are written in full each time.
    internal const int MostStrings = ushort.MaxValue - 1;

    private byte[] _bytes = [];
    private int _at, _end;
    private long _last;
    private bool _isFirstVersion;
    private (int Offset, int Length)[] _strings = new (int, int)[128];
    private int _stringCount;
    private byte[] _text = new byte[2048];
    private int _textLength;

    /// <summary>Starts reading a batch.</summary>
    /// <exception cref="InvalidDataException">The batch is of a version that this code does not know.</exception>
    public void Open(byte[] batch) => Open(batch, 0, batch.Length);

    /// <summary>Starts reading a batch that lies inside a larger record.</summary>
    /// <exception cref="InvalidDataException">The batch is of a version that this code does not know.</exception>
    public void Open(byte[] record, int offset, int length)
    {
        if (length == 0 || record[offset] is < BatchPacker.FirstVersion or > BatchPacker.Version)
            throw new InvalidDataException($"A packed batch of version {(length == 0 ? "none" : record[offset])} cannot be read; this build reads versions {BatchPacker.FirstVersion} to {BatchPacker.Version}.");
        _isFirstVersion = record[offset] == BatchPacker.FirstVersion;
        _bytes = record;
        _at = offset + 1;
        _end = offset + length;
        _last = 0;
        _stringCount = _textLength = 0;
    }

    /// <summary>Reads the next event.</summary>
    /// <returns>False after the last one.</returns>
    /// <exception cref="InvalidDataException">The batch ends in the middle of an event.</exception>
    public bool Read(ref EventView e)
    {
        if (_at >= _end)
            return false;
        try
        {
            ReadItem(ref e);
            return true;
        }
        catch (Exception broken) when (broken is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"A packed batch that ends at byte {_end} is broken at byte {_at}.", broken);
        }
    }

    private void ReadItem(ref EventView e)
    {
        e = default;
        var head = _bytes[_at++];
        e.Type = (EventType)(head & 0x0f);
        var delta = Zigzag();
        e.Time = (head & BatchPacker.SubMillisecond) != 0
            ? _last + delta
            : (_last / TimeSpan.TicksPerMillisecond + delta) * TimeSpan.TicksPerMillisecond;
        _last = e.Time;
        if (e.Type == EventType.Watermark)
            return;
        e.Acquirer = String();
        if (e.Type != EventType.Settlement)
            e.Terminal = String();
        if ((head & BatchPacker.WithMerchant) != 0)
            e.Merchant = String();
        if ((head & BatchPacker.WithPosition) != 0)
        {
            e.HasPosition = true;
            e.Lat = BinaryPrimitives.ReadDoubleLittleEndian(_bytes.AsSpan(_at));
            e.Lon = BinaryPrimitives.ReadDoubleLittleEndian(_bytes.AsSpan(_at + 8));
            _at += 16;
        }
        var optional = (head & BatchPacker.WithOptional) != 0;
        switch (e.Type)
        {
            case EventType.Request:
                e.Txn = String();
                e.Issuer = String();
                e.Currency = String();
                e.Kind = (TransactionKind)_bytes[_at++];
                e.Amount = (long)Varint();
                if (optional)
                    e.Card = Varint();
                break;
            case EventType.Response or EventType.ReversalResponse or EventType.Reversal:
                e.Txn = String();
                if (optional)
                {
                    e.Code = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(_at));
                    _at += 2;
                }
                break;
            case EventType.Notification:
                e.Txn = String();
                var how = _bytes[_at++];
                e.Channel = (NotificationChannel)(how & 7);
                e.Recipient = (NotificationRecipient)((how >> 3) & 1);
                e.Status = (NotificationStatus)(how >> 4);
                e.Amount = (long)Varint();
                e.Currency = String();
                break;
            case EventType.Settlement:
                e.Payer = String();
                e.Amount = (long)Varint();
                e.Currency = String();
                break;
        }
    }

    private ReadOnlySpan<byte> String()
    {
        var head = (int)Varint();
        if (_isFirstVersion)
            return head > 0 ? Known(head) : Remember(Take(_bytes[_at++]));
        if ((head & 1) == 0)
            return Known(head >> 1);
        var length = head >> 2;
        return (head & 2) == 0 ? Remember(Take(length)) : RememberHex(Take(HexText.Size(length)), length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var bytes = _bytes.AsSpan(_at, length);
        _at += length;
        return bytes;
    }

    private ReadOnlySpan<byte> Known(int number)
    {
        if (number <= 0 || number > _stringCount)
            throw new InvalidDataException($"A packed batch names string {number} of {_stringCount} at byte {_at}.");
        var (offset, length) = _strings[number - 1];
        return _text.AsSpan(offset, length);
    }

    private ReadOnlySpan<byte> Remember(ReadOnlySpan<byte> bytes)
    {
        var text = NewText(bytes.Length);
        bytes.CopyTo(text);
        return text;
    }

    private ReadOnlySpan<byte> RememberHex(ReadOnlySpan<byte> packed, int length)
    {
        var text = NewText(length);
        HexText.Unpack(packed, text);
        return text;
    }

    // Where the texts move to more room, those of the event at hand are still good where they were.
    private Span<byte> NewText(int length)
    {
        if (_text.Length - _textLength < length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + length));
        if (_stringCount < MostStrings)
        {
            if (_stringCount == _strings.Length)
                Array.Resize(ref _strings, _stringCount * 2);
            _strings[_stringCount++] = (_textLength, length);
        }
        var text = _text.AsSpan(_textLength, length);
        _textLength += length;
        return text;
    }

    private long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        var shift = 0;
        while (true)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
            shift += 7;
        }
    }

    /// <summary>The text of an id, which is ASCII.</summary>
    public static string Text(ReadOnlySpan<byte> id) => Encoding.ASCII.GetString(id);
}
