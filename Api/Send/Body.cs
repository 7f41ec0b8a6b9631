namespace PosMonitor.Send;

/// <summary>Lines on their way in one request, and their numbers in the file; kept and filled again.</summary>
internal sealed class Body
{
    private byte[] _bytes = new byte[64 << 10];
    private int _length;
    private readonly List<long> _numbers = [];

    public int Lines => _numbers.Count;

    /// <summary>How many of the lines are JSON objects.</summary>
    public int Objects { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The number in the file of a line of the body; both count from 1.</summary>
    public long FileLine(int line) => line >= 1 && line <= _numbers.Count ? _numbers[line - 1] : 0;

    public bool HasRoomFor(int bytes) => _length + bytes < SendOptions.MostBytes;

    public void Add(ReadOnlySpan<byte> line, long number, bool isObject)
    {
        while (_length + line.Length + 1 > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        line.CopyTo(_bytes.AsSpan(_length));
        _length += line.Length;
        _bytes[_length++] = (byte)'\n';
        _numbers.Add(number);
        if (isObject)
            Objects++;
    }

    public void Clear()
    {
        (_length, Objects) = (0, 0);
        _numbers.Clear();
    }
}
