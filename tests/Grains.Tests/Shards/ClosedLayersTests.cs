namespace PosMonitor.Shards;

public sealed class ClosedLayersTests
{
    private readonly ClosedLayers _layers = new();
    private long _end, _number = 1;

    [Fact]
    public void A_layer_has_what_was_closed_since_the_one_before()
    {
        Assert.Equal((0, 10), Write(10));
        Assert.Equal((10, 15), Write(5));
        Assert.Equal([-1, -2], _layers.Numbers);
    }

    [Fact]
    public void Where_nothing_was_closed_none_is_written()
    {
        Write(10);
        var (from, _) = _layers.Begin(0, _end);
        Assert.Equal(_end, from);
        Assert.Equal([-1], _layers.Numbers);
    }

    [Fact]
    public void Of_sixteen_of_like_size_one_is_made_and_of_sixteen_of_those_another()
    {
        for (var number = 1; number < 16; number++)
            Write(10);
        Assert.Equal(15, _layers.Numbers.Count);
        Assert.Equal((0, 160), Write(10));
        Assert.Equal([-16], _layers.Numbers);

        for (var number = 17; number < 256; number++)
            Write(10);
        Assert.Equal(30, _layers.Numbers.Count);
        Assert.Equal((0, 2560), Write(10));
        Assert.Equal([-256], _layers.Numbers);
        Assert.Equal((2560, 2570), Write(10));
    }

    [Fact]
    public void None_is_made_of_many_that_would_be_too_large()
    {
        for (var number = 1; number < 16; number++)
            Write(1 << 18);
        Assert.Equal((0, 1L << 22), Write(1 << 18));
        for (var number = 17; number < 32; number++)
            Write((1 << 18) + 20_000);
        Assert.Equal((_end, _end + 1), Write(1));
        Assert.Equal(17, _layers.Numbers.Count);
    }

    [Fact]
    public void One_of_which_all_is_forgotten_goes()
    {
        Write(10);
        Write(10);
        Write(10);
        _layers.Begin(first: 19, _end);
        Assert.Equal([-2, -3], _layers.Numbers);
        _layers.Begin(first: 20, _end);
        Assert.Equal([-3], _layers.Numbers);
    }

    [Fact]
    public void Once_they_are_forgotten_all_is_written_again()
    {
        Write(10);
        _layers.Forget();
        var (from, _) = _layers.Begin(3, _end);
        Assert.Equal(3, from);
    }

    // Another layer with as many more; where it begins and ends.
    private (long From, long To) Write(int more)
    {
        _end += more;
        var (from, merges) = _layers.Begin(0, _end);
        _layers.Restore(-_number, from, _end, merges);
        _number++;
        return (from, _end);
    }
}
