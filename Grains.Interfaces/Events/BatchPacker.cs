using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PosMonitor.Shards;

namespace PosMonitor.Events;

/// <summary>
/// Packs events for one shard: about 30 bytes an event of 180 bytes of JSON. A string stands once in a batch and is a number after that, and takes
/// four bits a character where it is of digits and the letters a to f; times are the difference to the event before. Format 2, read by <see cref="BatchReader"/>:
/// <code>
/// batch  = version(1 byte) item*
/// item   = head(1: type in the low 4 bits, flags in the high) time(zigzag) [acquirer terminal [merchant] [lat lon] rest-by-type]
/// string = (length * 4 + 1) bytes      the first time: it takes the next number, from 1
///        | (length * 4 + 3) nibbles    the same, of hexadecimal digits, the first in the high half
///        | number * 2                  after that
/// </code>
/// In format 1 a string was <c>0 length(1) bytes</c> or its number.
/// Not thread-safe; meant to be kept and <see cref="Reset"/>.
/// </summary>
public sealed class BatchPacker
{
    internal const byte Version = 2, FirstVersion = 1;
    internal const byte SubMillisecond = 0x10, WithMerchant = 0x20, WithPosition = 0x40, WithOptional = 0x80;

    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _count;
    private long _from, _to, _last;
    private bool _ticks;
    private uint[] _terminals = new uint[64];
    private int _terminalCount;

    // An open-addressed table of the strings of this batch: slot -> number of the string, 0 for free.
    private ushort[] _slots = new ushort[256];
    private (int Offset, byte Length, uint Hash)[] _strings = new (int, byte, uint)[128];
    private int _stringCount;
    private byte[] _text = new byte[2048];
    private int _textLength;

    public BatchPacker() => Reset();

    /// <summary>How many events are packed.</summary>
    public int Count => _count;

    public void Reset()
    {
        _bytes[0] = Version;
        _length = 1;
        _count = _terminalCount = _stringCount = _textLength = 0;
        (_from, _to, _last) = (long.MaxValue, long.MinValue, 0);
        _ticks = false;
        Array.Clear(_slots);
    }

    /// <summary>Appends an event.</summary>
    /// <param name="e">The event, checked.</param>
    /// <param name="subject">What <see cref="ShardMap.Hash"/> gave for the terminal of the event; ignored for a watermark.</param>
    public void Add(in EventView e, ulong subject)
    {
        Reserve(256);
        var head = _length++;
        var flags = (byte)e.Type;
        if (e.Time % TimeSpan.TicksPerMillisecond != 0)
        {
            flags |= SubMillisecond;
            PutZigzag(e.Time - _last);
        }
        else
        {
            PutZigzag(e.Time / TimeSpan.TicksPerMillisecond - _last / TimeSpan.TicksPerMillisecond);
        }
        _last = e.Time;
        _count++;
        if (e.Type == EventType.Watermark)
        {
            _bytes[head] = flags;
            _ticks = true;
            return;
        }

        (_from, _to) = (Math.Min(_from, e.Time), Math.Max(_to, e.Time));
        Note((uint)subject);
        PutString(e.Acquirer);
        if (e.Type != EventType.Settlement)
            PutString(e.Terminal);
        if (!e.Merchant.IsEmpty)
        {
            flags |= WithMerchant;
            PutString(e.Merchant);
        }
        if (e.HasPosition)
        {
            flags |= WithPosition;
            BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), e.Lat);
            BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length + 8), e.Lon);
            _length += 16;
        }
        switch (e.Type)
        {
            case EventType.Request:
                PutString(e.Txn);
                PutString(e.Issuer);
                PutString(e.Currency);
                _bytes[_length++] = (byte)e.Kind;
                PutVarint((ulong)e.Amount);
                if (e.Card != 0)
                {
                    flags |= WithOptional;
                    PutVarint(e.Card);
                }
                break;
            case EventType.Response or EventType.ReversalResponse or EventType.Reversal:
                PutString(e.Txn);
                if (e.Code != 0)
                {
                    flags |= WithOptional;
                    BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), e.Code);
                    _length += 2;
                }
                break;
            case EventType.Notification:
                PutString(e.Txn);
                _bytes[_length++] = (byte)((int)e.Channel | ((int)e.Recipient << 3) | ((int)e.Status << 4));
                PutVarint((ulong)e.Amount);
                PutString(e.Currency);
                break;
            case EventType.Settlement:
                PutString(e.Payer);
                PutVarint((ulong)e.Amount);
                PutString(e.Currency);
                break;
        }
        _bytes[head] = flags;
    }

    /// <summary>The batch so far, in memory of its own.</summary>
    public PackedBatch ToBatch()
    {
        var terminals = _terminals.AsSpan(0, _terminalCount);
        terminals.Sort();
        var distinct = 0;
        foreach (var terminal in terminals)
        {
            if (distinct == 0 || terminals[distinct - 1] != terminal)
                terminals[distinct++] = terminal;
        }
        return new PackedBatch(_bytes.AsSpan(0, _length).ToArray(), _count, _from, _to, terminals[..distinct].ToArray(), _ticks);
    }

    private void Note(uint terminal)
    {
        if (_terminalCount > 0 && _terminals[_terminalCount - 1] == terminal)
            return;
        if (_terminalCount == _terminals.Length)
            Array.Resize(ref _terminals, _terminalCount * 2);
        _terminals[_terminalCount++] = terminal;
    }

    private void PutString(ReadOnlySpan<byte> text)
    {
        var hash = HashOf(text);
        var mask = (uint)_slots.Length - 1;
        var slot = hash & mask;
        while (_slots[slot] != 0)
        {
            ref var known = ref _strings[_slots[slot] - 1];
            if (known.Hash == hash && known.Length == text.Length && _text.AsSpan(known.Offset, known.Length).SequenceEqual(text))
            {
                PutVarint((uint)_slots[slot] << 1);
                return;
            }
            slot = (slot + 1) & mask;
        }
        PutText(text);
        if (_stringCount < BatchReader.MostStrings)
            Remember(text, hash, slot);
    }

    private void PutText(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length + 128);
        if (HexText.Is(text))
        {
            PutVarint((uint)text.Length << 2 | 3);
            _length += HexText.Pack(text, _bytes.AsSpan(_length));
        }
        else
        {
            PutVarint((uint)text.Length << 2 | 1);
            text.CopyTo(_bytes.AsSpan(_length));
            _length += text.Length;
        }
    }

    private void Remember(ReadOnlySpan<byte> text, uint hash, uint slot)
    {
        if (_stringCount == _strings.Length)
            Array.Resize(ref _strings, _stringCount * 2);
        if (_text.Length - _textLength < text.Length)
            Array.Resize(ref _text, _text.Length * 2);
        text.CopyTo(_text.AsSpan(_textLength));
        _strings[_stringCount++] = (_textLength, (byte)text.Length, hash);
        _textLength += text.Length;
        _slots[slot] = (ushort)_stringCount;
        if (_stringCount * 2 > _slots.Length)
            Rehash();
    }

    private void Rehash()
    {
        _slots = new ushort[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var number = 1; number <= _stringCount; number++)
        {
            var slot = _strings[number - 1].Hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = (ushort)number;
        }
    }

    // Within one batch only, so it need not be the same tomorrow: length, first and last bytes tell most ids apart.
    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        ulong head, tail;
        if (text.Length >= 8)
        {
            head = MemoryMarshal.Read<ulong>(text);
            tail = MemoryMarshal.Read<ulong>(text[^8..]);
        }
        else
        {
            head = tail = 0;
            foreach (var character in text)
                head = (head << 8) | character;
        }
        var mixed = (head ^ (ulong)text.Length) * 0x9E3779B97F4A7C15 ^ System.Numerics.BitOperations.RotateLeft(tail, 29) * 0xC2B2AE3D27D4EB4F;
        if (text.Length > 16)
            mixed ^= System.IO.Hashing.XxHash3.HashToUInt64(text[8..^8]);
        return (uint)(mixed >> 32) ^ (uint)mixed;
    }

    private void PutZigzag(long value) => PutVarint((ulong)((value << 1) ^ (value >> 63)));

    private void PutVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[_length++] = (byte)value;
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
    }
}
