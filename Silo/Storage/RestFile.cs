using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Storage;

/// <summary>
/// A file of records, each <c>length(2) hash(4) bytes</c> in as many blocks of 32 bytes as it takes; what is free is used again. It has no name once it is
/// open, so that the system takes it back when the process ends.
/// </summary>
/// <param name="directory">Where it is made, at the first record.</param>
internal sealed class RestFile(string directory) : IRestStore, IDisposable
{
    private const int Block = 32, Head = 6, Usual = 16 * Block;
    private readonly Dictionary<int, Stack<int>> _free = [];
    private byte[] _bytes = new byte[Usual];
    private SafeFileHandle? _file;
    private int _end;

    public int Put(ReadOnlySpan<byte> record)
    {
        var blocks = BlocksOf(record.Length);
        Reserve(blocks * Block);
        var bytes = _bytes.AsSpan(0, blocks * Block);
        bytes.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)record.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[2..], HashOf(record));
        record.CopyTo(bytes[Head..]);
        var isFree = _free.TryGetValue(blocks, out var places) && places.Count > 0;
        var place = isFree ? places!.Peek() : _end;
        RandomAccess.Write(_file ??= Open(), bytes, (long)place * Block);
        if (isFree)
            places!.Pop();
        else
            _end += blocks;
        return place;
    }

    public ReadOnlyMemory<byte> Read(int place)
    {
        try
        {
            var read = RandomAccess.Read(_file!, _bytes, (long)place * Block);
            var length = read < Head ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(_bytes);
            if (length > read - Head)
            {
                Reserve(BlocksOf(length) * Block);
                read = RandomAccess.Read(_file!, _bytes, (long)place * Block);
            }
            if (length == 0 || read < Head + length || HashOf(_bytes.AsSpan(Head, length)) != BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(2)))
                throw new RestLostException("The record of an idle terminal is not what was written.");
            return _bytes.AsMemory(Head, length);
        }
        catch (IOException trouble)
        {
            throw new RestLostException("The record of an idle terminal cannot be read.", trouble);
        }
    }

    public ReadOnlyMemory<byte> Take(int place)
    {
        var record = Read(place);
        var blocks = BlocksOf(record.Length);
        if (!_free.TryGetValue(blocks, out var places))
            _free[blocks] = places = new Stack<int>();
        places.Push(place);
        return record;
    }

    public void Close() => Dispose();

    public void Dispose() => _file?.Dispose();

    private static int BlocksOf(int length) => (Head + length + Block - 1) / Block;

    private static uint HashOf(ReadOnlySpan<byte> record) => (uint)XxHash3.HashToUInt64(record);

    private void Reserve(int length)
    {
        if (_bytes.Length < length)
            _bytes = new byte[length];
    }

    private SafeFileHandle Open()
    {
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, Path.GetRandomFileName());
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.RandomAccess);
            File.Delete(path);
            return file;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }
}
