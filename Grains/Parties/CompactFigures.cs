using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// The same figures as <see cref="Figures"/>, since the beginning, for subjects of which there are millions: sixty bytes, and ten for each bucket in
/// use of the two distributions, in a <see cref="BytePool"/>.
/// </summary>
public struct CompactFigures
{
    public Counts Numbers;

    /// <summary>Blocks of <c>bucket(2) count(4) max(4)</c>, in no order; 0 for none.</summary>
    public int Response, Delay;
    public ushort ResponseBuckets, DelayBuckets;

    /// <summary>The counts by <see cref="Figure"/>.</summary>
    [InlineArray(Figures.Length)]
    public struct Counts
    {
        private int _first;
    }

    /// <summary>Puts a transaction in the place of how it stood before.</summary>
    public void Replace(in Counted before, in Counted now, BytePool pool)
    {
        Number(before, -1);
        Number(now, 1);
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
        Number(counted, sign);
        AddResponse(counted, sign, pool);
        AddDelay(counted, sign, pool);
    }

    /// <summary>Adds these figures to full ones.</summary>
    public readonly void AddTo(Figures figures, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            figures[(Figure)figure] += Numbers[figure];
        AddTo(figures.ResponseMs, Response, ResponseBuckets, pool);
        AddTo(figures.DelayMs, Delay, DelayBuckets, pool);
    }

    /// <summary>Writes the figures; <see cref="Read"/> reads them.</summary>
    public readonly void Write(SnapshotWriter to, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            to.Put(Numbers[figure]);
        Write(to, Response, ResponseBuckets, pool);
        Write(to, Delay, DelayBuckets, pool);
    }

    /// <summary>Reads figures into empty ones.</summary>
    public void Read(SnapshotReader from, BytePool pool)
    {
        for (var figure = 0; figure < Figures.Length; figure++)
            Numbers[figure] = from.GetInt();
        for (var buckets = from.GetInt(); buckets > 0; buckets--)
            Add(ref Response, ref ResponseBuckets, from.GetInt(), from.GetInt(), from.GetInt(), pool);
        for (var buckets = from.GetInt(); buckets > 0; buckets--)
            Add(ref Delay, ref DelayBuckets, from.GetInt(), from.GetInt(), from.GetInt(), pool);
    }

    /// <summary>The same figures in blocks of their own.</summary>
    public readonly CompactFigures Copy(BytePool pool)
    {
        var copy = this;
        (copy.Response, copy.Delay) = (Copy(Response, pool), Copy(Delay, pool));
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

    /// <summary>Gives the blocks back.</summary>
    public void Return(BytePool pool)
    {
        pool.Return(Response);
        pool.Return(Delay);
        (Response, Delay, ResponseBuckets, DelayBuckets) = (0, 0, 0, 0);
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

    private void Number(in Counted counted, int sign)
    {
        if (counted.Orphan)
            Numbers[(int)Figure.Orphan] += sign;
        if (!counted.HasRequest)
            return;
        Numbers[(int)counted.Outcome] += sign;
        if (counted.LateResponse)
            Numbers[(int)Figure.LateResponse] += sign;
        if (counted.Verdict != Verdict.NotExpected)
            Numbers[(int)Figure.Waiting + (int)counted.Verdict - (int)Verdict.Waiting] += sign;
    }

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
