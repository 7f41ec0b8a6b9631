using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>Puts closed transactions back as <see cref="ClosedLayerWriter"/> wrote them.</summary>
internal static class ClosedLayerReader
{
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
