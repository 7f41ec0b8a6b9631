using System.Numerics;
using System.Runtime.InteropServices;

namespace PosMonitor.Shards;

/// <summary>
/// Small pieces of memory of many sizes without an object for each. A block is addressed by a handle, 0 for none, and is at most
/// <see cref="Largest"/> bytes.
/// </summary>
public sealed class BytePool
{
    // Fine where nearly all blocks are, and no more than a handle has room for.
    private static readonly int[] Sizes =
    [
        16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096, 8192, 16384, 32768, 65536, 1 << 18, 1 << 20, 1 << 22,
    ];
    private const int PieceBytes = 16384, IndexBits = 26, MostToFetch = 512;
    private const long LeastToRenew = 1 << 20;
    private SizeClass[] _classes = NewClasses();

    /// <summary>True where less than half of its memory is in use, and that is worth mending by <see cref="Renew"/>.</summary>
    public bool IsSparse
    {
        get
        {
            var (held, used) = (0L, 0L);
            foreach (var blocks in _classes)
                (held, used) = (held + blocks.Held, used + blocks.Used);
            return held > LeastToRenew && used * 2 < held;
        }
    }

    /// <summary>The largest block, in bytes.</summary>
    public static int Largest => Sizes[^1];

    /// <summary>A block of at least <paramref name="bytes"/> bytes. What is in it is not cleared.</summary>
    public int Rent(int bytes)
    {
        var size = 0;
        while (Sizes[size] < bytes)
            size++;
        return (size << IndexBits) | (_classes[size].Rent() + 1);
    }

    public void Return(int handle)
    {
        if (handle != 0)
            _classes[handle >> IndexBits].Return((handle & ((1 << IndexBits) - 1)) - 1);
    }

    public Span<byte> this[int handle] => _classes[handle >> IndexBits].Block((handle & ((1 << IndexBits) - 1)) - 1);

    /// <summary>Says that a block will be read soon; 0 is none.</summary>
    public void Fetch(int handle)
    {
        if (handle == 0)
            return;
        var block = this[handle];
        CacheLines.Fetch(block[..Math.Min(block.Length, MostToFetch)]);
    }

    /// <summary>Makes a block at least as large as asked, keeping what is in it.</summary>
    public void Grow(ref int handle, int bytes)
    {
        if (handle == 0)
        {
            handle = Rent(bytes);
            return;
        }
        var old = this[handle];
        if (old.Length >= bytes)
            return;
        var larger = Rent(bytes);
        old.CopyTo(this[larger]);
        Return(handle);
        handle = larger;
    }

    /// <summary>Starts over with empty memory, into which every owner of a block has to move it before the pool is used again.</summary>
    public Former Renew()
    {
        var former = new Former(this, _classes);
        _classes = NewClasses();
        return former;
    }

    private static SizeClass[] NewClasses() => [.. Sizes.Select(size => new SizeClass(size))];

    /// <summary>The blocks of before a <see cref="Renew"/>.</summary>
    public readonly struct Former
    {
        private readonly BytePool _pool;
        private readonly SizeClass[] _classes;

        internal Former(BytePool pool, object classes) => (_pool, _classes) = (pool, (SizeClass[])classes);

        /// <summary>Moves a block; its handle changes.</summary>
        public void Move(ref int handle)
        {
            if (handle == 0)
                return;
            var block = _classes[handle >> IndexBits].Block((handle & ((1 << IndexBits) - 1)) - 1);
            handle = _pool.Rent(block.Length);
            block.CopyTo(_pool[handle]);
        }
    }

    private sealed class SizeClass(int size)
    {
        // A power of two: a division for each look at a block would cost more than the look.
        private readonly int _shift = BitOperations.Log2((uint)Math.Max(1, PieceBytes / size));
        private byte[][] _pieces = new byte[4][];
        private int _length;
        private int _free = -1;
        private int _freeCount;

        /// <summary>Bytes of memory, and those of them that are rented out.</summary>
        public long Held => (_length + PerPiece - 1L) / PerPiece * PerPiece * size;

        public long Used => (long)(_length - _freeCount) * size;

        private int PerPiece => 1 << _shift;

        public int Rent()
        {
            if (_free >= 0)
            {
                var block = _free;
                _free = MemoryMarshal.Read<int>(Block(block));
                _freeCount--;
                return block;
            }
            var piece = _length >> _shift;
            if (piece == _pieces.Length)
                Array.Resize(ref _pieces, piece * 2);
            _pieces[piece] ??= GC.AllocateUninitializedArray<byte>(size << _shift, pinned: true);
            return _length++;
        }

        public void Return(int block)
        {
            MemoryMarshal.Write(Block(block), in _free);
            _free = block;
            _freeCount++;
        }

        public Span<byte> Block(int block) => _pieces[block >> _shift].AsSpan((block & (PerPiece - 1)) * size, size);
    }
}
