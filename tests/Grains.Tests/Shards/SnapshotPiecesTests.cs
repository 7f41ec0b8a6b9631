namespace PosMonitor.Shards;

/// <summary>What is written is read, across the pieces of some megabytes in which a snapshot is kept.</summary>
public sealed class SnapshotPiecesTests
{
    [Fact]
    public void Every_value_comes_back_across_pieces()
    {
        var writer = new SnapshotWriter();
        Walk(new Random(5), writer);
        var parts = writer.Finish();
        Assert.True(parts.Count > 2, $"There were to be several pieces, not {parts.Count}.");

        Walk(new Random(5), new SnapshotReader(parts));
    }

    [Fact]
    public void A_value_that_is_larger_than_a_piece_has_one_of_its_own()
    {
        var large = new byte[10 << 20];
        new Random(1).NextBytes(large);
        var writer = new SnapshotWriter();
        writer.Put(7);
        writer.Put(large);
        writer.Put(8);

        var reader = new SnapshotReader(writer.Finish());
        Assert.Equal(7, reader.Get());
        Assert.True(reader.GetBytes().SequenceEqual(large));
        Assert.Equal(8, reader.Get());
    }

    [Fact]
    public void Nothing_at_the_end_of_a_piece_is_read_as_nothing()
    {
        var writer = new SnapshotWriter();
        // Leaves one byte of the first piece.
        writer.Put(new byte[(4 << 20) - 4 - 1]);
        writer.Put([]);
        writer.Put("x");

        var reader = new SnapshotReader(writer.Finish());
        Assert.Equal((4 << 20) - 5, reader.GetBytes().Length);
        Assert.Equal(0, reader.GetBytes().Length);
        Assert.Equal("x", reader.GetText());
    }

    private static void Walk(Random random, SnapshotWriter to)
    {
        for (var step = 0; step < 120_000; step++)
        {
            switch (random.Next(7))
            {
                case 0:
                    to.Put(Number(random));
                    break;
                case 1:
                    to.PutUnsigned((ulong)Number(random));
                    break;
                case 2:
                    to.PutFixed((ulong)Number(random));
                    break;
                case 3:
                    to.PutFixed((uint)random.Next());
                    break;
                case 4:
                    to.Put(random.Next(2) == 0);
                    break;
                case 5:
                    to.Put(Bytes(random));
                    break;
                default:
                    to.Put(new string('字', random.Next(20)));
                    break;
            }
        }
    }

    private static void Walk(Random random, SnapshotReader from)
    {
        for (var step = 0; step < 120_000; step++)
        {
            var same = random.Next(7) switch
            {
                0 => from.Get() == Number(random),
                1 => from.GetUnsigned() == (ulong)Number(random),
                2 => from.GetFixed64() == (ulong)Number(random),
                3 => from.GetFixed32() == (uint)random.Next(),
                4 => from.GetBool() == (random.Next(2) == 0),
                5 => from.GetBytes().SequenceEqual(Bytes(random)),
                _ => from.GetText() == new string('字', random.Next(20)),
            };
            Assert.True(same, $"Value {step} came back as another.");
        }
    }

    private static long Number(Random random) => random.Next(4) switch
    {
        0 => long.MinValue,
        1 => long.MaxValue,
        2 => random.Next(-200, 200),
        _ => random.NextInt64(long.MinValue, long.MaxValue),
    };

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(random.Next(10) == 0 ? 9_000 : 200)];
        random.NextBytes(bytes);
        return bytes;
    }
}
