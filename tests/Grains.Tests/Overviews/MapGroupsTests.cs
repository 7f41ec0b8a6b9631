using System.Text;
using PosMonitor.Overviews;

namespace PosMonitor.Tests.Overviews;

public sealed class MapGroupsTests
{
    [Fact]
    public void Parts_of_shards_are_added_up_by_key()
    {
        var sum = MapGroups.Sum([Part(("a/M1", 2, 0), ("a/", 1, 0)), Part(("b/M1", 4, 1)), Part(("a/M1", 3, 1))], MapGroups.Most);

        Assert.Equal(["a/ 1 0", "a/M1 5 1", "b/M1 4 1"], Lines(sum));
    }

    [Fact]
    public void Of_too_many_groups_the_smallest_that_are_well_go_together_by_acquirer()
    {
        var groups = Enumerable.Range(1, 50).Select(number => ($"{(number % 2 == 0 ? 'a' : 'b')}/M{number:D2}", number, number is 1 or 2 ? 1 : 0)).Append(("c/", 7, 0));
        var sum = Lines(MapGroups.Sum([Part([.. groups])], 10));

        // Two that are not well, one without a merchant; what is left after a group for the rest of each acquirer goes to the largest.
        Assert.Equal(["a/ 550 0", "a/M02 2 1", "a/M48 48 0", "a/M50 50 0", "b/ 528 0", "b/M01 1 1", "b/M47 47 0", "b/M49 49 0", "c/ 7 0"], sum);
    }

    [Fact]
    public void Of_too_many_groups_each_acquirer_shows_the_same_part()
    {
        var groups = Enumerable.Range(10, 40).Select(number => ($"{(number < 40 ? 'a' : 'b')}/M{number}", 2, 0));
        var sum = Lines(MapGroups.Sum([Part([.. groups])], 10));

        Assert.Equal(["a/ 48 0", "a/M10 2 0", "a/M11 2 0", "a/M12 2 0", "a/M13 2 0", "a/M14 2 0", "a/M15 2 0", "b/ 16 0", "b/M40 2 0", "b/M41 2 0"], sum);
    }

    private static Tally Part(params (string Key, int Terminals, int Failing)[] groups)
    {
        var book = new TallyBook(MapGroups.Width);
        foreach (var (key, terminals, failing) in groups)
            (book.Of(Encoding.ASCII.GetBytes(key))[(int)MapCount.Terminals], book.Of(Encoding.ASCII.GetBytes(key))[(int)MapCount.Failing]) = (terminals, failing);
        return book.ToTally();
    }

    private static List<string> Lines(Tally tally)
    {
        var book = new TallyBook(MapGroups.Width);
        book.Add(tally);
        return [.. Enumerable.Range(0, book.Groups)
            .Select(group => $"{Encoding.ASCII.GetString(book.KeyOf(group))} {book[group][(int)MapCount.Terminals]} {book[group][(int)MapCount.Failing]}").Order(StringComparer.Ordinal)];
    }
}
