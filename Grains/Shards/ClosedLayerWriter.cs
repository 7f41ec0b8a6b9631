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

    /// <summary>Writes one.</summary>
    internal static void Write(SnapshotWriter to, ulong key, ReadOnlySpan<uint> events)
    {
        to.PutFixed(key);
        to.Put(events.Length);
        foreach (var fingerprint in events)
            to.PutFixed(fingerprint);
    }
}
