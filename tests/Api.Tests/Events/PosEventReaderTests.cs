using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>Events that an Orleans client reports are held to the rules of the HTTP door.</summary>
public class PosEventReaderTests
{
    private static readonly PosEvent Request = new()
    {
        Type = EventType.Request,
        Time = Reading.Now,
        Acquirer = "a",
        Terminal = "t",
        Merchant = "m",
        Txn = "x:1",
        Amount = 100,
    };

    private static readonly PosEvent Notification = Request with { Type = EventType.Notification, Channel = NotificationChannel.App };

    public static TheoryData<PosEvent, string> Bad() => new()
    {
        { Request with { Type = EventType.None }, "type " },
        { Request with { Type = (EventType)12 }, "type " },
        { Request with { Acquirer = null }, "acquirer is required" },
        { Request with { Acquirer = ".." }, "acquirer " },
        { Request with { Acquirer = new string('a', 33) }, "acquirer " },
        { Request with { Terminal = "" }, "terminal " },
        { Request with { Terminal = "\u00e9" }, "terminal " },
        { Request with { Merchant = null }, "merchant is required" },
        { Request with { Merchant = "a/b" }, "merchant " },
        { Request with { Txn = new string('x', 100) }, "txn " },
        { Request with { Txn = "4111111111111111D25121011000012345678F" }, "txn " },
        { Request with { Amount = -1 }, "amount " },
        { Request with { Amount = EventChecks.MostAmount + 1 }, "amount " },
        { Request with { Currency = "cny" }, "currency " },
        { Request with { Issuer = "a bank" }, "issuer " },
        { Request with { Kind = (TransactionKind)6 }, "kind " },
        { Request with { Card = "622202" }, "card " },
        { Request with { Lat = 91, Lon = 0 }, "lat " },
        { Request with { Lat = double.NaN, Lon = 0 }, "lat " },
        { Request with { Lat = 31 }, "lat " },
        { Request with { Lon = 121 }, "lon " },
        { Request with { Time = Reading.Now.AddDays(1).AddTicks(1) }, "time " },
        { Request with { Type = EventType.Response }, "code is required" },
        { Request with { Type = EventType.Response, Code = "000" }, "code " },
        { Notification with { Channel = null }, "channel is required" },
        { Notification with { Channel = (NotificationChannel)7 }, "channel " },
        { Notification with { Recipient = (NotificationRecipient)2 }, "recipient " },
        { Notification with { Status = (NotificationStatus)3 }, "status " },
        { Request with { Type = EventType.Settlement }, "payer is required" },
        { Request with { Type = EventType.Settlement, Payer = "." }, "payer " },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_event_is_refused_with_the_name_of_the_field(PosEvent e, string says)
    {
        var reader = new PosEventReader(Reading.Seal) { LatestTime = Reading.Now.AddDays(1).UtcTicks };

        var refused = Assert.Throws<ArgumentException>(() =>
        {
            var view = default(EventView);
            reader.Read(e, ref view);
        });

        Assert.StartsWith(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_filled_in_and_what_a_type_does_not_use_is_ignored()
    {
        Assert.Equal(
            Request with { Kind = TransactionKind.Purchase, Currency = "CNY", Issuer = "unknown" },
            Read(Request with { Payer = "not/looked/at", Code = "nor this" }));
        Assert.Equal(
            Notification with { Recipient = NotificationRecipient.Cardholder, Status = NotificationStatus.Delivered, Currency = "CNY" },
            Read(Notification));
    }

    [Fact]
    public void A_full_card_number_is_cut() =>
        Assert.Equal("622202*1234", Read(Request with { Card = "6222 0299 9999 9991 234" }).Card);

    [Fact]
    public void An_event_of_a_terminal_may_leave_the_terminal_out()
    {
        var view = default(EventView);
        new PosEventReader(Reading.Seal).ReadOf("a", "t", Request with { Acquirer = null, Terminal = null }, ref view);

        var e = Reading.ToEvent(in view);
        Assert.Equal(("a", "t"), (e.Acquirer, e.Terminal));
    }

    [Theory]
    [InlineData("b", "t", EventType.Request)]
    [InlineData("a", "u", EventType.Request)]
    [InlineData(null, null, EventType.Settlement)]
    [InlineData(null, null, EventType.Watermark)]
    public void An_event_of_another_terminal_is_refused(string? acquirer, string? terminal, EventType type)
    {
        var e = Request with { Acquirer = acquirer, Terminal = terminal, Type = type, Payer = "p" };

        Assert.Throws<ArgumentException>(() =>
        {
            var view = default(EventView);
            new PosEventReader(Reading.Seal).ReadOf("a", "t", e, ref view);
        });
    }

    private static PosEvent Read(PosEvent e)
    {
        var view = default(EventView);
        new PosEventReader(Reading.Seal).Read(e, ref view);
        return Reading.ToEvent(in view);
    }
}
