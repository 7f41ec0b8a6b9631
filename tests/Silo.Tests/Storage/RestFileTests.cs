using PosMonitor.Settings;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Storage;

/// <summary>The file in which terminals rest.</summary>
public sealed class RestFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("posmonitor-rest-").FullName;
    private readonly IRestStore _file;

    public RestFileTests() => _file = Open();

    [Fact]
    public void Every_record_is_read_as_it_was_put_whatever_was_taken_between()
    {
        var random = new Random(5);
        List<(int Place, byte[] Record)> kept = [];
        for (var step = 0; step < 20_000; step++)
        {
            if (kept.Count == 0 || random.Next(3) != 0)
            {
                // Around the edges of blocks, of the usual length, and longer.
                var bytes = new byte[1 + random.Next(random.Next(4) == 0 ? 9_000 : 600)];
                random.NextBytes(bytes);
                kept.Add((_file.Put(bytes), bytes));
                continue;
            }
            var chosen = random.Next(kept.Count);
            var (place, record) = kept[chosen];
            Assert.Equal(record, _file.Read(place).ToArray());
            if (random.Next(3) == 0)
                continue;
            Assert.Equal(record, _file.Take(place).ToArray());
            kept[chosen] = kept[^1];
            kept.RemoveAt(kept.Count - 1);
        }
        Assert.Equal(kept.Count, kept.Select(item => item.Place).Distinct().Count());
        foreach (var (place, record) in kept)
            Assert.Equal(record, _file.Read(place).ToArray());
    }

    [Fact]
    public void What_is_taken_makes_room()
    {
        var record = new byte[100];
        var places = Enumerable.Range(0, 100).Select(_ => _file.Put(record)).ToHashSet();
        foreach (var place in places)
            _file.Take(place);
        Assert.Equal(places, Enumerable.Range(0, 100).Select(_ => _file.Put(record)).ToHashSet());
    }

    [Fact]
    public void Nothing_is_left_in_the_directory_while_it_is_used()
    {
        _file.Put([1, 2, 3]);
        Assert.Empty(Directory.GetFiles(_directory, "*", SearchOption.AllDirectories));
        Assert.Equal([1, 2, 3], _file.Read(0).ToArray());
    }

    [Fact]
    public void A_place_that_was_never_written_is_no_record()
    {
        _file.Put([1, 2, 3]);
        Assert.Throws<RestLostException>(() => _file.Read(7));
    }

    [Fact]
    public void A_directory_that_cannot_be_used_is_told_when_something_is_put()
    {
        File.WriteAllText(Path.Combine(_directory, "file"), "");
        var file = new RestFiles(new MonitorOptions { DataDirectory = Path.Combine(_directory, "file") }).Open(1);
        Assert.ThrowsAny<IOException>(() => file.Put([1]));
    }

    public void Dispose()
    {
        _file.Close();
        Directory.Delete(_directory, recursive: true);
    }

    private IRestStore Open() => new RestFiles(new MonitorOptions { DataDirectory = _directory }).Open(0);
}
