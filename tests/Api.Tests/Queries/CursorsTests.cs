using CsCheck;
using PosMonitor.Transactions;

namespace PosMonitor.Queries;

public sealed class CursorsTests
{
    private const string Letters = "ABCXYZabcxyz019._-";
    private static readonly Gen<string> Id = Gen.Char[Letters].Array[1, 32].Select(letters => new string(letters)).Where(id => id.Trim('.').Length > 0);

    [Fact]
    public void An_id_comes_back_as_it_was() =>
        Id.Sample(id => Cursors.TryReadId(Cursors.OfId(id)!, out var read) && read == id);

    [Fact]
    public void A_place_among_transactions_comes_back_as_it_was() =>
        Gen.Select(Id, Gen.Long[0, DateTime.MaxValue.Ticks]).Sample((txn, ticks) =>
        {
            var cursor = new TransactionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), txn);
            return Cursors.TryReadTransaction(Cursors.OfTransaction(cursor)!, out var read) && read == cursor;
        });

    [Fact]
    public void The_last_page_has_none()
    {
        Assert.Null(Cursors.OfId(null));
        Assert.Null(Cursors.OfTransaction(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("aWQ=====")]
    [InlineData("dDE")] // t1
    [InlineData("dDEv")] // t1/
    [InlineData("dC0xL2E")] // t-1/a
    [InlineData("dDEvLi4")] // t1/..
    [InlineData("dDk5OTk5OTk5OTk5OTk5OTk5OTkvYQ")] // t9999999999999999999/a
    public void What_is_no_place_among_transactions_is_refused(string text) => Assert.False(Cursors.TryReadTransaction(text, out _));

    [Fact]
    public void A_cursor_of_one_kind_of_list_is_none_of_another()
    {
        Assert.False(Cursors.TryReadTransaction(Cursors.OfId("T1")!, out _));
        Assert.False(Cursors.TryReadId(Cursors.OfTransaction(new TransactionCursor(DateTimeOffset.UnixEpoch, "1"))!, out _));
    }
}
