using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// The same figures as <see cref="Figures"/>, since the beginning, for subjects of which there are millions: fifty bytes, and ten for each bucket in
/// use of the two distributions, in a <see cref="BytePool"/>. Who has counted more than sixty-five thousand of anything has all counts in there.
/// </summary>
public struct CompactFigures
{
    private Counts _few;

    // A block of four bytes a figure, once there are too many for the counts here; 0 for none.
    private int _many;

    /// <summary>Blocks of <c>bucket(2) count(4) max(4)</c>, in no order; 0 for none.</summary>
    public int Response, Delay;
    public ushort ResponseBuckets, DelayBuckets;

    /// <summary>The counts by <see cref="Figure"/>.</summary>
    [InlineArray(Figures.Length)]
    private struct Counts
    {
        private ushort _first;
    }

    /// <summary>How many there are of a figure.</summary>
    public readonly int Count(Figure figure, BytePool pool) =>
        _many == 0 ? _few[(int)figure] : BinaryPrimitives.ReadInt32LittleEndian(pool[_many][((int)figure * sizeof(int))..]);

    /// <summary>Sets how many there are of a figure.</summary>
    public void SetCount(Figure figure, int count, BytePool pool)
    {
        if (_many == 0 && (uint)count <= ushort.MaxValue)
        {
            _few[(int)figure] = (ushort)count;
            return;
        }
        if (_many == 0)
            MoveToBlock(pool);
        BinaryPrimitives.WriteInt32LittleEndian(pool[_many][((int)figure * sizeof(int))..], count);
    }

    private void MoveToBlock(BytePool pool)
    {
        var block = pool.Rent(Figures.Length * sizeof(int));
        for (var figure = 0; figure < Figures.Length; figure++)
            BinaryPrimitives.WriteInt32LittleEndian(pool[block][(figure * sizeof(int))..], _few[figure]);
        _many = block;
    }

    /// <summary>Puts a transaction in the place of how it stood before.</summary>
    public void Replace(in Counted before, in Counted now, BytePool pool)
    {
        Number(before, -1, pool);
        Number(now, 1, pool);
        if (!now.RespondedAs(before))
        {
            AddResponse(before, -1, pool);
            AddResponse(now, 1, pool);
        }
        if (!now.ToldAs(before))
        {
            AddDelay(before, -1, pool);
            AddDelay(now, 1, pool);
        }
    }

    /// <summary>Adds a transaction (<paramref name="sign"/> 1) or takes it out (-1).</summary>
    public void Apply(in Counted counted, int sign, BytePool pool)
    {
        Number(counted, sign, pool);
        AddResponse(counted, sign, pool);
        AddDelay(counted, sign, pool);
    }

    /// <summary>Adds these figures to full ones.</summary>
    public readonly void AddTo(Figures figures, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            figures[(Figure)figure] += Count((Figure)figure, pool);
        AddTo(figures.ResponseMs, Response, ResponseBuckets, pool);
        AddTo(figures.DelayMs, Delay, DelayBuckets, pool);
    }

    /// <summary>Writes the figures; <see cref="Read"/> reads them.</summary>
    public readonly void Write(SnapshotWriter to, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            to.Put(Count((Figure)figure, pool));
        Write(to, Response, ResponseBuckets, pool);
        Write(to, Delay, DelayBuckets, pool);
    }

    /// <summary>Reads figures into empty ones.</summary>
    public void Read(SnapshotReader from, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            SetCount((Figure)figure, from.GetInt(), pool);
        for (var buckets = from.GetInt(); buckets > 0; buckets--)
            Add(ref Response, ref ResponseBuckets, from.GetInt(), from.GetInt(), from.GetInt(), pool);
        for (var buckets = from.GetInt(); buckets > 0; buckets--)
            Add(ref Delay, ref DelayBuckets, from.GetInt(), from.GetInt(), from.GetInt(), pool);
    }

    /// <summary>The same figures in blocks of their own.</summary>
    public readonly CompactFigures Copy(BytePool pool)
    {
        var copy = this;
        (copy._many, copy.Response, copy.Delay) = (Copy(_many, pool), Copy(Response, pool), Copy(Delay, pool));
        return copy;
    }

    private static int Copy(int handle, BytePool pool)
    {
        if (handle == 0)
            return 0;
        var copy = pool.Rent(pool[handle].Length);
        pool[handle].CopyTo(pool[copy]);
        return copy;
    }

    /// <summary>Moves the blocks into memory that starts over.</summary>
    public void Move(BytePool.Former former)
    {
        former.Move(ref _many);
        former.Move(ref Response);
        former.Move(ref Delay);
    }

    /// <summary>Gives the blocks back.</summary>
    public void Return(BytePool pool)
    {
        pool.Return(_many);
        pool.Return(Response);
        pool.Return(Delay);
        (_many, Response, Delay, ResponseBuckets, DelayBuckets) = (0, 0, 0, 0, 0);
    }

    private static void Write(SnapshotWriter to, int handle, int used, BytePool pool)
    {
        to.Put(used);
        for (var number = 0; number < used; number++)
        {
            var (bucket, count, max) = Bucket(pool[handle], number);
            to.Put(bucket);
            to.Put(count);
            to.Put(max);
        }
    }

    private static (int Bucket, int Count, int Max) Bucket(ReadOnlySpan<byte> block, int number)
    {
        var entry = block[(number * Entry)..];
        return (BinaryPrimitives.ReadUInt16LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[2..]), BinaryPrimitives.ReadInt32LittleEndian(entry[6..]));
    }

    private const int Entry = 10;

    private void Number(in Counted counted, int sign, BytePool pool)
    {
        if (counted.Orphan)
            Add(Figure.Orphan, sign, pool);
        if (!counted.HasRequest)
            return;
        Add((Figure)counted.Outcome, sign, pool);
        if (counted.LateResponse)
            Add(Figure.LateResponse, sign, pool);
        if (counted.Verdict != Verdict.NotExpected)
            Add(Figure.Waiting + (int)counted.Verdict - (int)Verdict.Waiting, sign, pool);
    }

    private void Add(Figure figure, int change, BytePool pool) => SetCount(figure, Count(figure, pool) + change, pool);

    private void AddResponse(in Counted counted, int sign, BytePool pool)
    {
        if (counted is { HasRequest: true, ResponseMs: >= 0 })
            Add(ref Response, ref ResponseBuckets, counted.ResponseBucket, sign, counted.ResponseMs, pool);
    }

    private void AddDelay(in Counted counted, int sign, BytePool pool)
    {
        if (counted is { HasRequest: true, DelayMs: >= 0 })
            Add(ref Delay, ref DelayBuckets, counted.DelayBucket, sign, counted.DelayMs, pool);
    }

    private static void AddTo(Quantiles quantiles, int handle, int used, BytePool pool)
    {
        for (var number = 0; number < used; number++)
        {
            var (bucket, count, max) = Bucket(pool[handle], number);
            quantiles.Add(bucket, count, max);
        }
    }

    private static void Add(ref int handle, ref ushort used, int bucket, int change, int value, BytePool pool)
    {
        var block = used == 0 ? [] : pool[handle];
        for (var number = 0; number < used; number++)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(block[(number * Entry)..]) != bucket)
                continue;
            var (_, count, max) = Bucket(block, number);
            count += change;
            if (count > 0)
            {
                Write(block, number, bucket, count, change > 0 ? Math.Max(max, value) : max);
                return;
            }
            used--;
            block.Slice(used * Entry, Entry).CopyTo(block[(number * Entry)..]);
            if (used == 0)
            {
                pool.Return(handle);
                handle = 0;
            }
            return;
        }
        pool.Grow(ref handle, (used + 1) * Entry);
        Write(pool[handle], used++, bucket, change, value);
    }

    private static void Write(Span<byte> block, int number, int bucket, int count, int max)
    {
        var entry = block[(number * Entry)..];
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)bucket);
        BinaryPrimitives.WriteInt32LittleEndian(entry[2..], count);
        BinaryPrimitives.WriteInt32LittleEndian(entry[6..], max);
    }
}
