using CsCheck;

namespace PosMonitor.Storage;

public sealed class TerminalFilterTests
{
    [Fact]
    public void A_terminal_that_is_named_is_never_denied() => Gen.UInt.Array[1, 500].Sample(terminals =>
    {
        var filter = Of(terminals);
        return terminals.All(terminal => TerminalFilter.MayHold(filter, terminal));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(2000)]
    public void Few_others_are_taken_for_named(int count)
    {
        var random = new Random(7);
        var filter = Of([.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(uint.MaxValue))]);
        var taken = Enumerable.Range(0, 20_000).Count(_ => TerminalFilter.MayHold(filter, (uint)random.NextInt64(uint.MaxValue)));
        Assert.InRange(taken, 0, 400);
    }

    private static byte[] Of(uint[] terminals)
    {
        var filter = new byte[TerminalFilter.Size(terminals.Length)];
        TerminalFilter.Fill(filter, terminals);
        return filter;
    }
}
