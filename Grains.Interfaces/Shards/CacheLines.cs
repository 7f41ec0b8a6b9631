using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PosMonitor.Shards;

/// <summary>
/// Tells the processor what will be read soon, so that it comes from memory while other work is done. Nothing is read and nothing changes; where the
/// processor has no instruction for it, nothing happens.
/// </summary>
public static unsafe class CacheLines
{
    private const int Bytes = 64;

    /// <summary>The line in which an item begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<T>(ref readonly T item)
    {
        // An address that a garbage collection has made stale meanwhile is only a wasted hint.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in item)));
    }

    /// <summary>All lines of an item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchAll<T>(ref readonly T item) where T : struct
    {
        for (var at = 0; at < Unsafe.SizeOf<T>(); at += Bytes)
            Fetch(in Unsafe.AddByteOffset(ref Unsafe.AsRef(in item), at));
    }

    /// <summary>The lines of a block.</summary>
    public static void Fetch(ReadOnlySpan<byte> block)
    {
        for (var at = 0; at < block.Length; at += Bytes)
            Fetch(in block[at]);
    }
}
