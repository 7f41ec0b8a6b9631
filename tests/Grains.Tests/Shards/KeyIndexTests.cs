namespace PosMonitor.Shards;

/// <summary>The index against a dictionary, with keys that collide, in full or in the bits that choose a slot.</summary>
public sealed class KeyIndexTests
{
    [Fact]
    public void It_finds_just_what_was_added_and_not_removed()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            var keys = new List<ulong>();
            var index = new KeyIndex(number => keys[number]);
            var model = new Dictionary<ulong, HashSet<int>>();
            for (var step = 0; step < 1_200; step++)
            {
                var present = model.SelectMany(entry => entry.Value).ToList();
                if (present.Count > 0 && random.Next(5) < (step < 700 ? 1 : 3))
                {
                    var removed = present[random.Next(present.Count)];
                    index.Remove(keys[removed], removed);
                    model[keys[removed]].Remove(removed);
                }
                else
                {
                    var key = Key(random);
                    keys.Add(key);
                    index.Add(key, keys.Count - 1);
                    model.TryAdd(key, []);
                    model[key].Add(keys.Count - 1);
                }
                if (random.Next(100) == 0)
                    index.GiveBack();
                var asked = random.Next(2) == 0 || keys.Count == 0 ? Key(random) : keys[random.Next(keys.Count)];
                Assert.True(model.GetValueOrDefault(asked, []).SetEquals(Found(index, asked)), $"Seed {seed}, step {step}");
            }
        }
    }

    // Few keys, which share their low bits: long runs, full collisions, and runs around the end of the table.
    private static ulong Key(Random random) => random.Next(4) == 0
        ? (ulong)random.NextInt64()
        : ((ulong)random.Next(6) << 40) | (uint)(random.Next(2) == 0 ? 0x3fff - random.Next(3) : random.Next(3));

    private static List<int> Found(KeyIndex index, ulong key)
    {
        List<int> found = [];
        var slot = -1;
        while (index.Find(key, ref slot) is >= 0 and var number)
            found.Add(number);
        return found;
    }
}
