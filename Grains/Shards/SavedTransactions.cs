using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>The transactions in the layers of a snapshot, by the number under which they were written.</summary>
internal sealed class SavedTransactions
{
    private readonly List<(uint First, List<ReadOnlyMemory<byte>> Transactions)> _layers = [];
    private readonly SnapshotReader _reader = new([ReadOnlyMemory<byte>.Empty]);

    /// <summary>Opens layers and tells <paramref name="known"/> of them.</summary>
    public static SavedTransactions Of(IEnumerable<SnapshotLayer> layers, SnapshotLayers known)
    {
        var saved = new SavedTransactions();
        foreach (var layer in layers)
        {
            var from = new SnapshotReader(layer.Parts!);
            var first = (uint)from.GetUnsigned();
            List<ReadOnlyMemory<byte>> transactions = [];
            while (!from.IsAtEnd)
                transactions.Add(from.GetMemory());
            saved._layers.Add((first, transactions));
            known.Restore(layer.Number, first, transactions.Count);
        }
        return saved;
    }

    /// <summary>What was written under a number; good until the next call.</summary>
    /// <exception cref="InvalidDataException">No layer has it.</exception>
    public SnapshotReader Open(uint number)
    {
        // The last layer that begins at the number or before it.
        var (low, high) = (0, _layers.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_layers[middle].First <= number)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0 || number - _layers[low - 1].First >= _layers[low - 1].Transactions.Count)
            throw new InvalidDataException($"No layer of the snapshot has transaction {number}.");
        _reader.Open(_layers[low - 1].Transactions[(int)(number - _layers[low - 1].First)]);
        return _reader;
    }
}
