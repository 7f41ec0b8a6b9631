using CsCheck;
using PosMonitor.Shards.Placement;

namespace PosMonitor.Tests.Shards;

/// <summary>Who owns which shard.</summary>
public sealed class ShardPlanTests
{
    private static readonly Gen<string[]> Silos = Gen.Int[1, 60000].HashSet[1, 12].Select(ports => ports.Select(port => $"127.0.0.1:{port}@1").ToArray());
    private static readonly Gen<int> Shards = Gen.OneOf(Gen.Const(1), Gen.Const(64), Gen.Int[1, 500]);

    [Fact]
    public void Every_silo_owns_its_share_or_one_more() => Gen.Select(Silos, Shards).Sample((silos, shards) =>
    {
        var owned = new int[silos.Length];
        foreach (var owner in ShardPlan.Of(silos, shards))
            owned[owner]++;
        Assert.Equal(shards, owned.Sum());
        Assert.True(owned.Max() - owned.Min() <= 1, $"{string.Join(" ", owned)}");
    });

    [Fact]
    public void Every_silo_comes_to_the_same_in_whatever_order_it_sees_the_others() => Gen.Select(Silos, Shards, Gen.Int).Sample((silos, shards, seed) =>
    {
        string[] other = [.. silos];
        new Random(seed).Shuffle(other);
        Assert.Equal(Names(silos, shards), Names(other, shards));
    });

    // The least that has to move is the share of who comes or goes. A few more move for the sake of equal shares.
    [Fact]
    public void A_silo_that_comes_or_goes_moves_little_but_its_own_share()
    {
        var (moves, least) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            string[] silos = [.. Enumerable.Range(0, 2 + round % 6).Select(silo => $"10.0.{round}.{silo}:11111@{round}")];
            var (before, after) = (Names(silos[..^1], 64), Names(silos, 64));
            var moved = before.Zip(after).Count(pair => pair.First != pair.Second);
            var share = after.Count(owner => owner == silos[^1]);
            Assert.True(moved <= 3 * share, $"{moved} shards moved for a share of {share} of {silos.Length} silos.");
            (moves, least) = (moves + moved, least + share);
        }
        Assert.True(moves < 1.6 * least, $"{moves} shards moved where {least} had to.");
    }

    private static string[] Names(string[] silos, int shards) => [.. ShardPlan.Of(silos, shards).Select(owner => silos[owner])];
}
