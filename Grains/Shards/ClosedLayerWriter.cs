using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>Writes the layer of a snapshot with the closed transactions that no layer has yet, some at a time. What is closed meanwhile is not in it.</summary>
internal sealed class ClosedLayerWriter
{
    private const int Step = 1 << 14;
    private readonly ClosedTransactions _closed;
    private readonly IReadOnlyList<long> _kept;
    private readonly IEnumerator<ClosedTransactions.Part> _parts;
    private readonly long _from, _end;
    private readonly int _merges;
    private readonly SnapshotWriter? _to;

    public ClosedLayerWriter(ClosedTransactions closed)
    {
        (_closed, _end) = (closed, closed.End);
        (_from, _merges) = closed.Layers.Begin(closed.First, _end);
        _kept = closed.Layers.Numbers;
        _parts = closed.Parts(_from, _end, Step).GetEnumerator();
        if (_from == _end)
            return;
        _to = new SnapshotWriter();
        _to.PutUnsigned((ulong)_from);
        _to.PutUnsigned((ulong)_merges);
    }

    /// <summary>Writes the next ones.</summary>
    /// <returns>False where all are written.</returns>
    public bool Write()
    {
        if (!_parts.MoveNext())
            return false;
        var part = _parts.Current;
        _to!.Put(part.Day);
        _to.Put(part.Count);
        for (var place = 0; place < part.Count; place++)
        {
            var (key, events) = part[place];
            Write(_to, key, events.Span);
        }
        return true;
    }

    /// <summary>Ends the layer.</summary>
    /// <param name="seq">The last record that the snapshot has seen.</param>
    /// <returns>The layers of closed transactions that belong to the snapshot, in order of their numbers.</returns>
    public IEnumerable<SnapshotLayer> Finish(long seq)
    {
        while (Write())
        {
        }
        var layers = _kept.Select(number => new SnapshotLayer(number, null)).ToList();
        if (_to is not null)
        {
            layers.Add(new SnapshotLayer(-seq, _to.Finish()));
            _closed.Layers.Restore(-seq, _from, _end, _merges);
        }
        return layers.OrderBy(static layer => layer.Number);
    }

    /// <summary>Puts back what layers have, the oldest first.</summary>
    /// <exception cref="InvalidDataException">One is missing between two others.</exception>
    public static void Read(IEnumerable<SnapshotLayer> layers, ClosedTransactions closed)
    {
        Span<uint> few = stackalloc uint[64];
        foreach (var (number, from, first, merges) in layers.Select(Open).OrderBy(static layer => layer.First))
        {
            if (!closed.TryBeginAt(first))
                throw new InvalidDataException($"No layer of the snapshot has closed transaction {closed.End}.");
            while (!from.IsAtEnd)
            {
                var day = from.Get();
                for (var count = from.GetInt(); count > 0; count--)
                    ReadOne(from, day, closed, few);
            }
            closed.Layers.Restore(number, first, closed.End, merges);
        }
    }

    /// <summary>Writes one.</summary>
    public static void Write(SnapshotWriter to, ulong key, ReadOnlySpan<uint> events)
    {
        to.PutFixed(key);
        to.Put(events.Length);
        foreach (var fingerprint in events)
            to.PutFixed(fingerprint);
    }

    /// <summary>Puts one back.</summary>
    /// <param name="from">Where it is read from.</param>
    /// <param name="day">The day on which it was closed.</param>
    /// <param name="closed">Where it is put back.</param>
    /// <param name="few">Room for some events.</param>
    public static void ReadOne(SnapshotReader from, long day, ClosedTransactions closed, Span<uint> few)
    {
        var (key, count) = (from.GetFixed64(), from.GetInt());
        var events = count <= few.Length ? few[..count] : new uint[count];
        for (var place = 0; place < count; place++)
            events[place] = from.GetFixed32();
        closed.Restore(day, key, events);
    }

    private static (long Number, SnapshotReader From, long First, int Merges) Open(SnapshotLayer layer)
    {
        var from = new SnapshotReader(layer.Parts!);
        return (layer.Number, from, (long)from.GetUnsigned(), (int)from.GetUnsigned());
    }
}
