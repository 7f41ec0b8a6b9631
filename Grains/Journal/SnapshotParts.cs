using System.Buffers;
using System.Runtime.InteropServices;

namespace PosMonitor.Journal;

/// <summary>What a snapshot is made of: what is written anew each time, and layers of what is written once and stays until it is no longer needed.</summary>
/// <param name="Head">The packed state, in pieces of at most a few megabytes.</param>
/// <param name="Layers">All layers that belong to it, in order of their numbers.</param>
public sealed record SnapshotParts(IReadOnlyList<ReadOnlyMemory<byte>> Head, IReadOnlyList<SnapshotLayer> Layers)
{
    /// <summary>A snapshot that is written whole.</summary>
    public SnapshotParts(IReadOnlyList<ReadOnlyMemory<byte>> head)
        : this(head, [])
    {
    }

    /// <summary>Gives its memory, which came from the shared pool, to whatever is written next: nobody may look at it any more.</summary>
    public void Return()
    {
        foreach (var part in Layers.SelectMany(static layer => layer.Parts ?? []).Concat(Head))
        {
            if (MemoryMarshal.TryGetArray(part, out var piece))
                ArrayPool<byte>.Shared.Return(piece.Array!);
        }
    }
}
