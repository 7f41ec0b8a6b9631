using System.Globalization;
using System.Text;
using PosMonitor.Parties.Rules;

namespace PosMonitor.Parties;

/// <summary>Merchants of which nothing failed, against a dictionary of dictionaries.</summary>
public sealed class QuietMerchantsTests
{
    private readonly QuietMerchants _quiet = new();

    [Fact]
    public void It_keeps_what_was_told_last_of_each_slot_and_shard_until_it_is_taken_or_too_old()
    {
        for (var seed = 1; seed <= 30; seed++)
            Compare(new Random(seed));
    }

    [Fact]
    public void Nothing_is_left_of_a_merchant_that_was_taken_out()
    {
        Assert.True(Put("lakala/m1", 0, 5, 7));
        Assert.Equal(7, Assert.Single(_quiet.Take("lakala/m1")).Finished);
        Assert.Empty(_quiet.Take("lakala/m1"));
        Assert.Equal(0, _quiet.Count);
    }

    [Theory]
    [InlineData(65_535, 8191, true)]
    [InlineData(65_536, 0, false)]
    [InlineData(1, 8192, false)]
    public void Numbers_that_are_too_large_are_left_to_others(int finished, int shard, bool taken)
    {
        Assert.Equal(taken, Put("lakala/m1", shard, 31_553_789_759, finished));
        var parts = _quiet.Take("lakala/m1").Select(part => (part.Slot, part.Shard, part.Finished));
        Assert.Equal(taken ? [(31_553_789_759 * SlotBook.Slot, shard, finished)] : [], parts);
    }

    private static void Compare(Random random)
    {
        var quiet = new QuietMerchants();
        var model = new SortedDictionary<string, SortedDictionary<(long Slot, int Shard), int>>(StringComparer.Ordinal);
        var slot = 100L;
        for (var step = 0; step < 2000; step++)
        {
            var id = Id(random.Next(40));
            switch (random.Next(40))
            {
                case 0:
                    Assert.Equal(Parts(model.GetValueOrDefault(id)), Parts(quiet.Take(id)));
                    model.Remove(id);
                    break;
                case 1:
                    slot += random.Next(3);
                    quiet.Forget((slot - 10) * SlotBook.Slot);
                    Drop(model, part => part.Slot < (slot - 10) * SlotBook.Slot);
                    break;
                case 2 when random.Next(5) == 0:
                    var lost = random.Next(4);
                    quiet.Remove(lost);
                    Drop(model, part => part.Shard == lost);
                    break;
                default:
                    var part = new PartyPart((slot + random.Next(-9, 2)) * SlotBook.Slot, random.Next(4), random.Next(1, 1000));
                    Assert.True(quiet.Put(Encoding.ASCII.GetBytes(id), part));
                    if (!model.TryGetValue(id, out var parts))
                        model[id] = parts = [];
                    parts[(part.Slot, part.Shard)] = part.Finished;
                    break;
            }
            Assert.Equal(model.Count, quiet.Count);
        }
        foreach (var (id, parts) in model)
            Assert.Equal(Parts(parts), Parts(quiet.Take(id)));
    }

    private static void Drop(SortedDictionary<string, SortedDictionary<(long Slot, int Shard), int>> model, Func<(long Slot, int Shard), bool> isGone)
    {
        foreach (var (id, parts) in model.ToList())
        {
            foreach (var part in parts.Keys.Where(isGone).ToList())
                parts.Remove(part);
            if (parts.Count == 0)
                model.Remove(id);
        }
    }

    // Some ids begin with another one.
    private static string Id(int number) => "acquirer/" + new string('m', number % 20) + (number / 20).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Parts(SortedDictionary<(long Slot, int Shard), int>? parts) => (parts ?? []).Select(part => $"{part.Key.Slot} {part.Key.Shard} {part.Value}");

    private static IEnumerable<string> Parts(PartyPart[] parts) => parts.Select(part => $"{part.Slot} {part.Shard} {part.Finished}");

    private bool Put(string id, int shard, long slot, int finished) => _quiet.Put(Encoding.ASCII.GetBytes(id), new PartyPart(slot * SlotBook.Slot, shard, finished));
}
