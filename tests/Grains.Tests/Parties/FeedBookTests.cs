using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>What a shard counts of an acquirer's events by slot.</summary>
public sealed class FeedBookTests
{
    [Fact]
    public void What_comes_of_a_slot_that_was_forgotten_is_counted_from_the_start()
    {
        var names = new Names();
        var book = new FeedBook(names);
        var acquirer = names.Intern("lakala"u8);
        Assert.True(book.Count(acquirer, 5 * SlotBook.Slot));
        Assert.False(book.Count(acquirer, 5 * SlotBook.Slot + 1));
        Assert.Equal(2, Assert.Single(book.Report(0)).Events);
        Assert.False(book.Count(acquirer, 5 * SlotBook.Slot + 2));
        Assert.Equal(3, Assert.Single(book.Report(100 * SlotBook.Slot)).Events);

        Assert.True(book.Count(acquirer, 5 * SlotBook.Slot + 3));
        Assert.Equal(1, Assert.Single(book.Cells).Figures.Events);
    }
}
