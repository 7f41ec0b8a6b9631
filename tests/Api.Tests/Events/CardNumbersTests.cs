using System.Text;
using CsCheck;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>What is taken for a card number, how it is masked in text, and how it is hidden in the key of a transaction.</summary>
public sealed class CardNumbersTests
{
    [Theory]
    [InlineData("card 4111 1111 1111 1111, twice", "card 4111 11** **** 1111, twice")]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("37828224631003", "378282****1003")]
    [InlineData("room 12 4111-1111-1111-1111 30 times", "room 12 4111-11**-****-1111 30 times")]
    [InlineData("卡号４１１１１１１１１１１１１１１１。", "卡号４１１１１１******１１１１。")]
    [InlineData("4111111111111111 and 6222026789054321.", "411111******1111 and 622202******4321.")]
    [InlineData("order 20260301120000123", "order 20260301120000123")]
    [InlineData("41111111111111114111111111111111", "41111111111111114111111111111111")]
    [InlineData("1111111111111117", "1111111111111117")]
    [InlineData("", "")]
    public void A_number_is_masked_where_it_stands_in_text(string text, string expected) => Assert.Equal(expected, CardNumbers.Mask(text));

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("pos:4111111111111111:17")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("17_4111111111111111")]
    public void A_key_with_a_card_number_is_sealed(string txn)
    {
        var hidden = Reading.Seal.Seal(txn);

        Assert.StartsWith("h:", hidden, StringComparison.Ordinal);
        Assert.True(Identifiers.IsTxn(Encoding.ASCII.GetBytes(hidden)));
        Assert.Equal(hidden, Reading.Seal.Seal(txn));
        Assert.Equal(hidden, Reading.Seal.Seal(hidden));
        Assert.NotEqual(hidden, new TxnSeal([1, .. new byte[31]]).Seal(txn));
    }

    [Theory]
    [InlineData("t-1")]
    [InlineData("000017")]
    [InlineData("612345678901")]
    [InlineData("20260301120000123")]
    [InlineData("4111111111111112")]
    public void Other_keys_stay(string txn) => Assert.Equal(txn, Reading.Seal.Seal(txn));

    [Fact]
    public void Every_number_of_every_range_is_found_masked_and_sealed() =>
        CardNumberGen.Any.Sample(pan =>
        {
            Assert.True(CardNumbers.AreIn(Encoding.ASCII.GetBytes($"a {pan}.")), pan);
            Assert.Equal($"no {pan[..6]}{new string('*', pan.Length - 10)}{pan[^4..]}", CardNumbers.Mask($"no {pan}"));
            Assert.StartsWith("h:", Reading.Seal.Seal(pan), StringComparison.Ordinal);
        });

    [Fact]
    public void One_wrong_digit_is_no_card_number() =>
        CardNumberGen.Any.Sample(pan =>
        {
            var wrong = pan[..^1] + (char)('0' + (pan[^1] - '0' + 1) % 10);
            Assert.Equal(wrong, CardNumbers.Mask(wrong));
            Assert.Equal(wrong, Reading.Seal.Seal(wrong));
        });

    [Fact]
    public void All_events_of_a_transaction_get_the_same_sealed_key()
    {
        const string common = "\"acquirer\":\"a\",\"terminal\":\"t\",\"txn\":\"4111111111111111\"";
        var reading = Reading.Of(
            "{\"type\":\"request\",\"time\":\"2026-03-01T12:00:00Z\"," + common + ",\"merchant\":\"m\",\"amount\":1}\n"
            + "{\"type\":\"response\",\"time\":\"2026-03-01T12:00:01Z\"," + common.Replace("4111111111111111", "\\u0034111111111111111", StringComparison.Ordinal) + ",\"code\":\"00\"}");

        Assert.Equal(2, reading.Accepted);
        Assert.Equal(Reading.Seal.Seal("4111111111111111"), Assert.Single(reading.Events.Select(e => e.Txn).Distinct()));
    }

    [Fact]
    public void An_Orleans_client_gets_the_same_key()
    {
        EventView view = default;
        new PosEventReader(Reading.Seal).ReadOf("a", "t", new PosEvent { Type = EventType.Reversal, Time = Reading.Now, Txn = "4111111111111111" }, ref view);
        Assert.Equal(Reading.Seal.Seal("4111111111111111"), Encoding.ASCII.GetString(view.Txn));
    }
}
