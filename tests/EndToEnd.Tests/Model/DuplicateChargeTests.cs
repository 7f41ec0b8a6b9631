namespace PosMonitor.EndToEnd.Model;

public sealed class DuplicateChargeTests
{
    private const string Card = "622202*1234";
    private readonly Timeline _day = new();

    [Fact]
    public void The_second_within_120_s_is_the_subject_and_a_reversal_of_either_resolves()
    {
        Charge(1, "x").Charge(121, "y").Reversal(130, "x");
        Expect("y 121..130");
    }

    [Fact]
    public void Not_after_121_s_nor_of_another_amount_nor_without_a_card()
    {
        Charge(1, "x").Charge(121.001, "y").Charge(122, "z", amount: 5);
        _day.Request(122, "u").Response(123, "u").Request(123, "v").Response(124, "v");
        Expect();
    }

    [Fact]
    public void Not_of_one_that_is_reversed_already()
    {
        Charge(1, "x").Reversal(2, "x").Charge(3, "y");
        Expect();
    }

    [Fact]
    public void A_third_is_a_duplicate_of_the_second()
    {
        Charge(1, "x").Charge(2, "y").Charge(3, "z").Reversal(10, "z");
        Expect("y 2..", "z 3..10");
    }

    [Fact]
    public void Found_from_the_first_where_that_comes_last()
    {
        Charge(5, "y").Charge(1, "x");
        Expect("y 5..");
    }

    private DuplicateChargeTests Charge(double at, string txn, long amount = 100)
    {
        _day.Request(at - 1, txn, amount, card: Card).Response(at, txn).Notification(at, txn, amount);
        return this;
    }

    private DuplicateChargeTests Reversal(double at, string txn)
    {
        _day.Reversal(at, txn);
        return this;
    }

    private void Expect(params string[] alerts) =>
        Assert.Equal(alerts.Select(a => $"transaction.duplicate-charge a/t/{a.Replace(" ", " critical ", StringComparison.Ordinal)}"), _day.Alerts);
}
