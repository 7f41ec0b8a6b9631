using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace PosMonitor.Shards;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote. No value lies across two pieces.</summary>
public sealed class SnapshotReader(IReadOnlyList<ReadOnlyMemory<byte>> parts)
{
    private IReadOnlyList<ReadOnlyMemory<byte>> _parts = parts;
    private int _next;

    // The piece that is being read: bytes of an array, since millions of values are read one by one, and each look at a memory asks what is behind it.
    private byte[] _bytes = [];
    private int _at, _end;

    /// <summary>True where all was read.</summary>
    public bool IsAtEnd => Here().Length == _at;

    /// <summary>Reads something else from now on.</summary>
    public void Open(ReadOnlyMemory<byte> bytes)
    {
        (_parts, _next) = ([], 0);
        Start(bytes);
    }

    public long Get()
    {
        var value = GetUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int GetInt() => (int)Get();

    public ulong GetUnsigned()
    {
        var bytes = Here();
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }

    public ulong GetFixed64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Here()[_at..]);
        _at += 8;
        return value;
    }

    public uint GetFixed32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(Here()[_at..]);
        _at += 4;
        return value;
    }

    public bool GetBool() => GetUnsigned() != 0;

    public ReadOnlySpan<byte> GetBytes()
    {
        var length = (int)GetUnsigned();
        if (length == 0)
            return [];
        var bytes = Here().Slice(_at, length);
        _at += length;
        return bytes;
    }

    /// <summary>The same as <see cref="GetBytes"/>, for later.</summary>
    public ReadOnlyMemory<byte> GetMemory()
    {
        var length = (int)GetUnsigned();
        if (length == 0)
            return default;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Here().Length - _at);
        var bytes = _bytes.AsMemory(_at, length);
        _at += length;
        return bytes;
    }

    public string GetText() => Encoding.UTF8.GetString(GetBytes());

    private ReadOnlySpan<byte> Here()
    {
        while (_at == _end && _next < _parts.Count)
            Start(_parts[_next++]);
        return _bytes.AsSpan(0, _end);
    }

    private void Start(ReadOnlyMemory<byte> piece)
    {
        if (!MemoryMarshal.TryGetArray(piece, out var bytes))
            bytes = piece.ToArray();
        (_bytes, _at, _end) = (bytes.Array!, bytes.Offset, bytes.Offset + bytes.Count);
    }
}
