using System.Buffers.Binary;
using System.Text;

namespace PosMonitor.Shards;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote. No value lies across two pieces.</summary>
public sealed class SnapshotReader(IReadOnlyList<ReadOnlyMemory<byte>> parts)
{
    private IReadOnlyList<ReadOnlyMemory<byte>> _parts = parts;
    private ReadOnlyMemory<byte> _bytes = parts[0];
    private int _part;
    private int _at;

    /// <summary>True where all was read.</summary>
    public bool IsAtEnd => Here().Length == _at;

    /// <summary>Reads something else from now on.</summary>
    public void Open(ReadOnlyMemory<byte> bytes) => (_parts, _bytes, _part, _at) = ([], bytes, 0, 0);

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
        _ = Here();
        var bytes = _bytes.Slice(_at, length);
        _at += length;
        return bytes;
    }

    public string GetText() => Encoding.UTF8.GetString(GetBytes());

    private ReadOnlySpan<byte> Here()
    {
        while (_at == _bytes.Length && _part + 1 < _parts.Count)
        {
            _bytes = _parts[++_part];
            _at = 0;
        }
        return _bytes.Span;
    }
}
