using System.Globalization;
using System.Text;
using PosMonitor.Tests;

namespace PosMonitor.Shards;

/// <summary>The plain memory of a shard (blocks, items, ids) against the obvious models. One of them weighs the memory of the process, so nothing else runs beside them.</summary>
[Collection(nameof(WeighedAlone))]
public sealed class StorageTests
{
    [Fact]
    public void A_block_keeps_what_is_in_it_whatever_happens_to_the_others()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var pool = new BytePool();
            List<(int Handle, byte[] Bytes)> blocks = [];
            for (var step = 0; step < 600; step++)
            {
                var place = blocks.Count == 0 ? 0 : random.Next(blocks.Count);
                if (random.Next(50) == 0)
                    Renew(pool, blocks);
                switch (random.Next(4))
                {
                    case 0 when blocks.Count > 0:
                        pool.Return(blocks[place].Handle);
                        blocks.RemoveAt(place);
                        break;
                    case 1 when blocks.Count > 0:
                        blocks[place] = Grown(pool, blocks[place], random);
                        break;
                    default:
                        blocks.Add(Grown(pool, (0, []), random));
                        break;
                }
                Assert.True(blocks.Select(block => block.Handle).Distinct().Count() == blocks.Count, $"Seed {seed}, step {step}: one block was rented twice.");
                foreach (var (handle, bytes) in blocks)
                    Assert.True(pool[handle][..bytes.Length].SequenceEqual(bytes), $"Seed {seed}, step {step}: a block was overwritten.");
            }
        }
    }

    [Fact]
    public void A_pool_is_sparse_once_most_of_it_was_returned_and_not_when_it_was_renewed()
    {
        var pool = new BytePool();
        var handles = Enumerable.Range(0, 100_000).Select(_ => pool.Rent(100)).ToArray();
        Assert.False(pool.IsSparse);
        foreach (var handle in handles.Skip(20_000))
            pool.Return(handle);
        Assert.True(pool.IsSparse);
        var former = pool.Renew();
        foreach (ref var handle in handles.AsSpan(0, 20_000))
            former.Move(ref handle);
        Assert.False(pool.IsSparse);
        Assert.Equal(20_000, handles.Take(20_000).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(4_194_304)]
    public void A_block_has_at_least_the_size_that_was_asked(int bytes)
    {
        var pool = new BytePool();
        Assert.True(pool[pool.Rent(bytes)].Length >= bytes);
        Assert.True(bytes <= BytePool.Largest);
    }

    [Fact]
    public void To_return_no_block_does_nothing()
    {
        var pool = new BytePool();
        pool.Return(0);
        Assert.NotEqual(0, pool.Rent(1));
    }

    [Fact]
    public void A_slab_gives_every_number_once_and_empty()
    {
        var random = new Random(1);
        var slab = new Slab<long>();
        var model = new Dictionary<int, long>();
        for (var step = 0; step < 20_000; step++)
        {
            if (model.Count > 0 && random.Next(3) == 0)
            {
                var freed = model.Keys.ElementAt(random.Next(Math.Min(50, model.Count)));
                slab.Free(freed);
                model.Remove(freed);
            }
            else
            {
                var number = slab.Add();
                Assert.Equal(0, slab[number]);
                Assert.True(model.TryAdd(number, step + 1), $"Step {step}: number {number} was given out twice.");
                slab[number] = step + 1;
            }
            if (random.Next(500) == 0)
                slab.GiveBack();
            Assert.Equal(model.Count, slab.Count);
        }
        Assert.All(model, entry => Assert.Equal(entry.Value, slab[entry.Key]));
        Assert.True(slab.Length > 1_024, "The slab was to grow beyond one piece.");
    }

    [Fact]
    public void A_slab_gives_back_what_is_free_and_takes_it_again_when_it_is_needed()
    {
        var slab = new Slab<long>();
        for (var number = 0; number < 100_000; number++)
            slab[slab.Add()] = number;
        for (var number = 0; number < 100_000; number++)
        {
            if (number is < 50_000 or > 50_010)
                slab.Free(number);
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        slab.GiveBack();
        Assert.InRange(before - GC.GetTotalMemory(forceFullCollection: true), 700_000, long.MaxValue);
        Assert.Equal((11, 0L, 50_005L, 0L), (slab.Count, slab[7], slab[50_005], slab[99_999]));

        var numbers = Enumerable.Range(0, 99_989).Select(_ => slab.Add()).ToHashSet();
        Assert.Equal((99_989, 100_000, 100_000), (numbers.Count, slab.Count, slab.Length));
        Assert.DoesNotContain(50_005, numbers);
        Assert.All(numbers, number => Assert.Equal(0, slab[number]));
    }

    [Fact]
    public void A_name_has_one_number_for_ever()
    {
        var names = new Names();
        for (var number = 0; number < 5_000; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(-1, names.Find(text));
            Assert.Equal(number, names.Intern(Encoding.ASCII.GetBytes(text)));
        }
        var longest = new string('x', 255);
        Assert.Equal(5_000, names.Intern(Encoding.ASCII.GetBytes(longest)));
        Assert.Equal(5_001, names.Intern([]));
        for (var number = 0; number < 5_000; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            Assert.Equal((number, number, text), (names.Intern(Encoding.ASCII.GetBytes(text)), names.Find(text), names.Text(number)));
        }
        Assert.Equal((longest, "", 5_002), (names.Text(5_000), names.Text(5_001), names.Count));
    }

    private static void Renew(BytePool pool, List<(int Handle, byte[] Bytes)> blocks)
    {
        var former = pool.Renew();
        for (var place = 0; place < blocks.Count; place++)
        {
            var (handle, bytes) = blocks[place];
            former.Move(ref handle);
            blocks[place] = (handle, bytes);
        }
    }

    private static (int, byte[]) Grown(BytePool pool, (int Handle, byte[] Bytes) block, Random random)
    {
        var (handle, bytes) = block;
        var length = bytes.Length + 1 + random.Next(random.Next(20) == 0 ? 70_000 : 200);
        pool.Grow(ref handle, length);
        var grown = new byte[length];
        random.NextBytes(grown);
        bytes.CopyTo(grown, 0);
        grown.AsSpan(bytes.Length).CopyTo(pool[handle][bytes.Length..]);
        return (handle, grown);
    }
}
