namespace PosMonitor.Shards;

public sealed class RenumberedTransactionsTests
{
    [Fact]
    public void What_was_read_has_its_new_number_and_what_was_not_has_none()
    {
        var transactions = new RenumberedTransactions();
        Assert.Equal(-1, transactions.Find(0));
        transactions.Add(7, 0);
        transactions.Add(2, 5);
        transactions.Add(1000, 1);

        Assert.Equal((0, 5, 1), (transactions[7], transactions[2], transactions[1000]));
        foreach (var other in new[] { -1, 0, 8, 999, 1001, int.MaxValue })
        {
            Assert.Equal(-1, transactions.Find(other));
            Assert.Throws<InvalidDataException>(() => transactions[other]);
        }
    }
}
