using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PosMonitor.Shards;

/// <summary>Writes numbers and bytes of a snapshot into pieces.</summary>
/// <param name="piece">The length of a piece, in bytes.</param>
public sealed class SnapshotWriter(int piece = 4 << 20)
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(piece);
    private int _length;

    public void Put(long value) => PutUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void PutUnsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[_length++] = (byte)value;
    }

    public void PutFixed(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += 8;
    }

    public void PutFixed(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_length), value);
        _length += 4;
    }

    public void Put(bool value) => PutUnsigned(value ? 1UL : 0);

    public void Put(ReadOnlySpan<byte> bytes)
    {
        PutUnsigned((ulong)bytes.Length);
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Put(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        PutUnsigned((ulong)length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Puts in what another writer has written into one piece.</summary>
    public void PutWritten(ReadOnlySpan<byte> written)
    {
        Reserve(written.Length);
        written.CopyTo(_bytes.AsSpan(_length));
        _length += written.Length;
    }

    /// <summary>Gives out what was written and starts over; it is good until something is written again.</summary>
    /// <returns>False where it was longer than one piece.</returns>
    public bool TryTake(out ReadOnlySpan<byte> written)
    {
        var isWhole = _parts.Count == 0;
        written = isWhole ? _bytes.AsSpan(0, _length) : default;
        _parts.Clear();
        _length = 0;
        return isWhole;
    }

    /// <summary>A copy of all that was written; starts over.</summary>
    public byte[] TakeAll()
    {
        var all = new byte[_parts.Sum(static part => part.Length) + _length];
        var at = 0;
        foreach (var part in _parts)
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }
        _bytes.AsSpan(0, _length).CopyTo(all.AsSpan(at));
        _parts.Clear();
        _length = 0;
        return all;
    }

    /// <summary>All that was written.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Finish()
    {
        _parts.Add(_bytes.AsMemory(0, _length));
        return _parts;
    }

    /// <summary>Gives the memory of what was taken back; nothing is written any more.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _length >= bytes)
            return;
        _parts.Add(_bytes.AsMemory(0, _length));
        _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(piece, bytes));
        _length = 0;
    }
}
