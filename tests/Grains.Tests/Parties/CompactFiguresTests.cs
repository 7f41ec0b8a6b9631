using PosMonitor.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

public sealed class CompactFiguresTests
{
    private readonly BytePool _pool = new();

    [Theory]
    [InlineData(ushort.MaxValue)]
    [InlineData(ushort.MaxValue + 1)]
    [InlineData(200_000)]
    public void It_counts_as_far_as_anybody_sells(int sales)
    {
        var figures = Counting(sales, _pool);
        AssertCounts(sales, figures, _pool);
        Sell(ref figures, -1, _pool);
        AssertCounts(sales - 1, figures, _pool);
    }

    [Fact]
    public void A_copy_of_many_is_one_of_its_own()
    {
        var figures = Counting(70_000, _pool);
        var copy = figures.Copy(_pool);
        Sell(ref figures, 1, _pool);
        AssertCounts(70_000, copy, _pool);
        AssertCounts(70_001, figures, _pool);
    }

    [Fact]
    public void Many_move_into_memory_that_starts_over_and_give_it_back()
    {
        var figures = Counting(70_000, _pool);
        var former = _pool.Renew();
        figures.Move(former);
        AssertCounts(70_000, figures, _pool);
        figures.Return(_pool);
        Assert.Equal(new BytePool().Rent(Figures.Length * sizeof(int)), _pool.Rent(Figures.Length * sizeof(int)));
    }

    [Fact]
    public void A_snapshot_has_them_all()
    {
        var figures = Counting(70_000, _pool);
        var to = new SnapshotWriter();
        figures.Write(to, _pool);
        var read = new CompactFigures();
        read.Read(new SnapshotReader(to.Finish()), _pool);
        AssertCounts(70_000, read, _pool);
    }

    private static CompactFigures Counting(int sales, BytePool pool)
    {
        var figures = new CompactFigures();
        figures.Apply(new Counted { HasRequest = true, Outcome = Outcome.Declined, Verdict = Verdict.Unexpected, ResponseMs = -1, DelayMs = -1 }, 1, pool);
        for (var sale = 0; sale < sales; sale++)
            Sell(ref figures, 1, pool);
        return figures;
    }

    private static void Sell(ref CompactFigures figures, int sign, BytePool pool)
    {
        var counted = new Counted { HasRequest = true, Outcome = Outcome.Approved, Verdict = Verdict.OnTime };
        counted.SetDurations(300, 2000);
        figures.Apply(counted, sign, pool);
    }

    private static void AssertCounts(int sales, in CompactFigures figures, BytePool pool)
    {
        var sum = new Figures();
        figures.AddTo(sum, pool);
        Assert.Equal((sales, sales, 1, 1, 0), (sum[Figure.Approved], sum[Figure.OnTime], sum[Figure.Declined], sum[Figure.Unexpected], sum[Figure.Orphan]));
        Assert.Equal((sales, sales), (sum.ResponseMs.Count, sum.DelayMs.Count));
    }
}
