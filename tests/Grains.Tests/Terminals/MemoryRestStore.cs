using PosMonitor.Terminals.Rest;

namespace PosMonitor.Tests.Terminals;

/// <summary>Keeps records of terminals at rest in a dictionary, so that a test can count them and take them away.</summary>
internal sealed class MemoryRestStore : IRestStore
{
    private readonly Dictionary<int, byte[]> _records = [];
    private int _next;

    /// <summary>How many terminals ever came to rest.</summary>
    public int Rested { get; private set; }

    public int Count => _records.Count;

    public bool IsFull { get; set; }

    /// <summary>It keeps nothing: for who wants to know what is left elsewhere.</summary>
    public bool IsForgetful { get; set; }

    public int Put(ReadOnlySpan<byte> record)
    {
        if (IsFull)
            throw new IOException("No space left on device");
        if (!IsForgetful)
            _records[_next] = record.ToArray();
        Rested++;
        return _next++;
    }

    public ReadOnlyMemory<byte> Read(int place) =>
        _records.TryGetValue(place, out var record) ? record : throw new RestLostException($"There is no record {place}.");

    public ReadOnlyMemory<byte> Take(int place)
    {
        var record = Read(place);
        _records.Remove(place);
        return record;
    }

    public void Lose() => _records.Clear();

    public void Close() => Lose();
}
