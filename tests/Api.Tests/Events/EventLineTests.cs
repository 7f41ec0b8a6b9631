using System.Text;
using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Tests.Events;

/// <summary>Contract §1 line by line: what is taken, and with which code what is not is refused.</summary>
public class EventLineTests
{
    private const string Key = "\"acquirer\":\"lakala\",\"terminal\":\"T0000001\",\"txn\":\"a:1\"";
    private const string At = "\"time\":\"2026-03-01T12:00:00.000+08:00\"";
    private const string Request = "\"type\":\"request\"," + At + "," + Key + ",\"merchant\":\"M1\",\"amount\":100";
    private const string Response = "\"type\":\"response\"," + At + "," + Key;
    private const string Notification = "\"type\":\"notification\"," + At + "," + Key + ",\"amount\":5,\"channel\":\"sms\"";
    private const string Signin = "\"type\":\"signin\"," + At + ",\"acquirer\":\"a\",\"terminal\":\"t\"";
    private const string Settlement = "\"type\":\"settlement\"," + At + ",\"acquirer\":\"a\",\"merchant\":\"m\",\"amount\":1,\"payer\":\"p\"";

    public static TheoryData<string> Good() =>
    [
        "{" + Request + "}",
        "{" + Request + ",\"kind\":null,\"currency\":null,\"issuer\":null,\"card\":null,\"lat\":null,\"lon\":null,\"code\":7}",
        "{" + Request + ",\"kind\":\"preauth-complete\",\"currency\":\"USD\",\"issuer\":\"icbc\",\"card\":\"622202******1234\"}",
        "{" + Request + ",\"amount\":0}",
        "{" + Request + ",\"amount\":1000000000000}",
        "{" + Request + ",\"amount\":\"wrong\",\"amount\":100}",
        "{" + Request + ",\"lat\":-90,\"lon\":1.8e2}",
        "{" + Request + ",\"status\":5,\"channel\":{},\"payer\":[],\"recipient\":true}",
        "{" + Request + ",\"extra\":{\"deep\":[[{\"type\":\"nonsense\",\"amount\":\"x\"}]]}}",
        "{" + Request + ",\"track2\":null,\"pin\":null,\"PIN-Block\":null}",
        "{" + Request + ",\"spin\":1,\"pinned\":2,\"cidr\":3,\"track4\":4,\"de55\":5,\"cv\":6}",
        "{" + Request + ",\"time\":\"2026-03-01t12:00:00z\"}",
        "{" + Request + ",\"time\":\"2024-02-29T12:00:00.123456789012+14:00\"}",
        "{" + Request + ",\"time\":\"2016-12-31T23:59:60Z\"}",
        "{" + Request + ",\"time\":\"2017-01-01T07:59:60.5+08:00\"}",
        "{" + Request + ",\"time\":\"2026-03-01T12:00:00-00:00\"}",
        "{" + Request + ",\"txn\":\"..a\",\"terminal\":\"-\"}",
        "{\"\\u0074ype\":\"si\\u0067nin\"," + At + ",\"acquirer\":\"\\u0061\",\"terminal\":\"t\"}",
        "  \t{" + Signin + "} \r",
        "{" + Signin + "}",
        "{" + Signin + ",\"txn\":\"not/a/key\",\"amount\":-1}",
        "{" + Signin.Replace("signin", "signout", StringComparison.Ordinal) + ",\"merchant\":\"m\"}",
        "{" + Signin.Replace("signin", "heartbeat", StringComparison.Ordinal) + ",\"lat\":31.23,\"lon\":121.47}",
        "{" + Signin.Replace("signin", "batch-settled", StringComparison.Ordinal) + "}",
        "{" + Response + ",\"code\":\"00\"}",
        "{" + Response + ",\"code\":\"N7\",\"merchant\":\"M\"}",
        "{" + Response.Replace("response", "reversal", StringComparison.Ordinal) + "}",
        "{" + Response.Replace("response", "reversal", StringComparison.Ordinal) + ",\"code\":\"68\"}",
        "{" + Response.Replace("response", "reversal-response", StringComparison.Ordinal) + ",\"code\":\"00\"}",
        "{" + Notification + "}",
        "{" + Notification + ",\"recipient\":\"merchant\",\"status\":\"failed\",\"currency\":\"EUR\"}",
        "{" + Settlement + "}",
        "{" + Settlement + ",\"lat\":500,\"terminal\":\"not used here\"}",
        "{\"type\":\"watermark\"," + At + "}",
        "{\"type\":\"watermark\"," + At + ",\"acquirer\":\"not/used\"}",
    ];

    public static TheoryData<string, string, string> Bad() => new()
    {
        { "x", EventErrorCodes.MalformedJson, "JSON object" },
        { "17", EventErrorCodes.MalformedJson, "JSON object" },
        { "null", EventErrorCodes.MalformedJson, "JSON object" },
        { "\"type\"", EventErrorCodes.MalformedJson, "JSON object" },
        { "[{" + Request + "}]", EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request, EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request + "}}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request + "}{" + Request + "}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request + ",}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request + ",\"n\":01}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{" + Request + "/* why */}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{'type':'request'}", EventErrorCodes.MalformedJson, "JSON object" },
        { "{}", EventErrorCodes.MissingField, "type " },
        { "{\"type\":null}", EventErrorCodes.MissingField, "type " },
        { "{\"type\":5}", EventErrorCodes.BadField, "type " },
        { "{\"type\":\"Request\"}", EventErrorCodes.UnknownType, "type " },
        { "{\"type\":\"\"}", EventErrorCodes.UnknownType, "type " },
        { "{\"type\":\"posmonitor.request\"}", EventErrorCodes.UnknownType, "type " },
        { "{\"type\":\"watermark\"}", EventErrorCodes.MissingField, "time " },
        { "{\"type\":\"signin\"," + At + ",\"terminal\":\"t\"}", EventErrorCodes.MissingField, "acquirer " },
        { "{\"type\":\"signin\"," + At + ",\"acquirer\":\"a\"}", EventErrorCodes.MissingField, "terminal " },
        { "{" + Request + ",\"merchant\":null}", EventErrorCodes.MissingField, "merchant " },
        { "{" + Request + ",\"txn\":null}", EventErrorCodes.MissingField, "txn " },
        { "{" + Request + ",\"amount\":null}", EventErrorCodes.MissingField, "amount " },
        { "{" + Response + "}", EventErrorCodes.MissingField, "code " },
        { "{" + Response.Replace("response", "reversal-response", StringComparison.Ordinal) + "}", EventErrorCodes.MissingField, "code " },
        { "{" + Notification + ",\"channel\":null}", EventErrorCodes.MissingField, "channel " },
        { "{" + Notification + ",\"amount\":null}", EventErrorCodes.MissingField, "amount " },
        { "{" + Settlement + ",\"payer\":null}", EventErrorCodes.MissingField, "payer " },
        { "{" + Settlement + ",\"merchant\":null}", EventErrorCodes.MissingField, "merchant " },
        { "{" + Request + ",\"time\":1}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T12:00:00\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01 12:00:00Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-02-29T12:00:00Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T24:00:00Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T12:00:60Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2016-12-31T23:59:60+08:00\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T12:00:00.Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T12:00:00+8:00\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"2026-03-01T12:00:00+24:00\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"0001-01-01T00:00:00+08:00\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"0000-01-01T00:00:00Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"time\":\"9999-12-31T23:59:60Z\"}", EventErrorCodes.BadField, "time " },
        { "{" + Request + ",\"acquirer\":\"\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"acquirer\":\"..\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"acquirer\":\"a/b\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"acquirer\":\"\u62c9\u5361\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"acquirer\":\"a\\ud800\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"acquirer\":\"123456789012345678901234567890123\"}", EventErrorCodes.BadField, "acquirer " },
        { "{" + Request + ",\"terminal\":\"12345678901234567\"}", EventErrorCodes.BadField, "terminal " },
        { "{" + Request + ",\"terminal\":\"a:b\"}", EventErrorCodes.BadField, "terminal " },
        { "{" + Request + ",\"merchant\":\"a b\"}", EventErrorCodes.BadField, "merchant " },
        { "{" + Signin + ",\"merchant\":7}", EventErrorCodes.BadField, "merchant " },
        { "{" + Request + ",\"txn\":\"a/b\"}", EventErrorCodes.BadField, "txn " },
        { "{" + Request + ",\"txn\":\"" + new string('x', 65) + "\"}", EventErrorCodes.BadField, "txn " },
        { "{" + Request + ",\"kind\":\"Purchase\"}", EventErrorCodes.BadField, "kind " },
        { "{" + Request + ",\"kind\":\"\"}", EventErrorCodes.BadField, "kind " },
        { "{" + Request + ",\"amount\":1.0}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"amount\":1e3}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"amount\":-1}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"amount\":\"100\"}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"amount\":1000000000001}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"amount\":99999999999999999999999999}", EventErrorCodes.BadField, "amount " },
        { "{" + Request + ",\"currency\":\"cny\"}", EventErrorCodes.BadField, "currency " },
        { "{" + Request + ",\"currency\":\"RMBX\"}", EventErrorCodes.BadField, "currency " },
        { "{" + Request + ",\"currency\":156}", EventErrorCodes.BadField, "currency " },
        { "{" + Request + ",\"issuer\":\"a bank\"}", EventErrorCodes.BadField, "issuer " },
        { "{" + Request + ",\"card\":\"622202\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"62220*1234\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"622202*1*234\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"622202*12345\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"6222 02*1234\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":6222021234567890}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"6222  0212 3456 7890\"}", EventErrorCodes.BadField, "card " },
        { "{" + Request + ",\"card\":\"62220212345678901234\"}", EventErrorCodes.BadField, "card " },
        { "{" + Response + ",\"code\":\"0\"}", EventErrorCodes.BadField, "code " },
        { "{" + Response + ",\"code\":\"000\"}", EventErrorCodes.BadField, "code " },
        { "{" + Response + ",\"code\":0}", EventErrorCodes.BadField, "code " },
        { "{" + Response + ",\"code\":\"0 \"}", EventErrorCodes.BadField, "code " },
        { "{" + Response + ",\"code\":\"\u00e9\"}", EventErrorCodes.BadField, "code " },
        { "{" + Response.Replace("response", "reversal", StringComparison.Ordinal) + ",\"code\":\"\"}", EventErrorCodes.BadField, "code " },
        { "{" + Notification + ",\"channel\":\"SMS\"}", EventErrorCodes.BadField, "channel " },
        { "{" + Notification + ",\"recipient\":\"bank\"}", EventErrorCodes.BadField, "recipient " },
        { "{" + Notification + ",\"status\":\"read\"}", EventErrorCodes.BadField, "status " },
        { "{" + Settlement + ",\"payer\":\"...\"}", EventErrorCodes.BadField, "payer " },
        { "{" + Signin + ",\"lat\":91,\"lon\":0}", EventErrorCodes.BadField, "lat " },
        { "{" + Signin + ",\"lat\":0,\"lon\":-180.001}", EventErrorCodes.BadField, "lon " },
        { "{" + Signin + ",\"lat\":\"31\",\"lon\":0}", EventErrorCodes.BadField, "lat " },
        { "{" + Signin + ",\"lat\":1e999,\"lon\":0}", EventErrorCodes.BadField, "lat " },
        { "{" + Signin + ",\"lat\":31}", EventErrorCodes.BadField, "lat " },
        { "{" + Signin + ",\"lat\":null,\"lon\":121}", EventErrorCodes.BadField, "lon " },
    };

    [Theory, MemberData(nameof(Good))]
    public void A_good_line_is_taken(string line)
    {
        var reading = Reading.Of(line);

        Assert.Equal([], reading.Errors);
        Assert.Equal((true, 1, 0), (reading.IsTaken, reading.Accepted, reading.Rejected));
        Assert.Single(reading.Events);
    }

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_line_costs_only_itself(string line, string code, string says)
    {
        var reading = Reading.Of("\n{" + Signin + "}\n" + line + "\n{" + Settlement + "}\n");

        var error = Assert.Single(reading.Errors);
        Assert.Equal((3, code), (error.Line, error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal((true, 2, 1), (reading.IsTaken, reading.Accepted, reading.Rejected));
        Assert.Equal([EventType.Signin, EventType.Settlement], reading.Events.Select(e => e.Type));
    }

    [Fact]
    public void Defaults_are_filled_in()
    {
        var request = Assert.Single(Reading.Of("{" + Request + "}").Events);
        var notification = Assert.Single(Reading.Of("{" + Notification + "}").Events);

        Assert.Equal((TransactionKind.Purchase, "CNY", "unknown", null), (request.Kind, request.Currency, request.Issuer, request.Card));
        Assert.Equal((NotificationRecipient.Cardholder, NotificationStatus.Delivered, "CNY"), (notification.Recipient, notification.Status, notification.Currency));
    }

    [Fact]
    public void Of_a_repeated_key_the_last_counts_and_null_is_absent()
    {
        var request = Assert.Single(Reading.Of(
            "{" + Request + ",\"kind\":\"nonsense\",\"kind\":\"refund\",\"issuer\":\"icbc\",\"issuer\":null,\"amount\":{\"a\":1},\"\\u0061mount\":7}").Events);

        Assert.Equal((TransactionKind.Refund, "unknown", 7L), (request.Kind, request.Issuer, request.Amount));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00.1234567Z", "2026-03-01T12:00:00.1234567Z")]
    [InlineData("2026-03-01T12:00:00.12345678999Z", "2026-03-01T12:00:00.1234567Z")]
    [InlineData("2026-03-01T12:00:00+08:00", "2026-03-01T04:00:00Z")]
    [InlineData("2026-03-01T00:30:00-23:59", "2026-03-02T00:29:00Z")]
    [InlineData("2016-12-31T23:59:60.25Z", "2017-01-01T00:00:00.25Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void A_time_is_an_instant(string sent, string meant)
    {
        var e = Assert.Single(Reading.Of("{" + Request + ",\"time\":\"" + sent + "\"}").Events);

        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), e.Time);
    }

    [Theory]
    [InlineData("622202*1234")]
    [InlineData("622202*********1234")]
    [InlineData("6222029999991234")]
    [InlineData("6222 0299 9999 1234")]
    [InlineData("6222-0299-9999-1234")]
    [InlineData("622202 991234")]
    [InlineData("6222029999999991234")]
    [InlineData("6222\\u003029999991234")]
    public void A_card_is_cut_to_its_first_six_and_last_four(string sent)
    {
        var reading = Reading.Of("{" + Request + ",\"card\":\"" + sent + "\"}");

        Assert.Equal("622202*1234", Assert.Single(reading.Events).Card);
        Assert.DoesNotContain("99", Encoding.Latin1.GetString(reading.Batches[0].Batch.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public void A_line_has_at_most_16_KiB(int length, bool isTaken)
    {
        var line = "{" + Signin + ",\"note\":\"";
        line += new string('n', length - line.Length - 2) + "\"}";
        var (lines, elements) = (Reading.Of("\uFEFF" + line + "\r\n{" + Signin + "}"), Reading.Of("[" + line + "]", BodyForm.Json));

        Assert.Equal(isTaken ? 2 : 1, lines.Accepted);
        Assert.Equal(isTaken ? 1 : 0, elements.Accepted);
        Assert.All(lines.Errors.Concat(elements.Errors), error => Assert.Equal((1, EventErrorCodes.TooLong), (error.Line, error.Code)));
    }

    [Fact]
    public void Empty_lines_a_mark_and_carriage_returns_are_skipped_and_counted()
    {
        var reading = Reading.Of("\uFEFF\r\n\n{" + Signin + "}\r\n \t \r\n\nbad\r\n{" + Signin + "}");

        Assert.Equal((2, 1), (reading.Accepted, reading.Rejected));
        Assert.Equal(6, Assert.Single(reading.Errors).Line);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{" + Signin + ",\"note\":\""), 0xff, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes("{" + Signin + "}")];

        var reading = Reading.Of(body);

        Assert.Equal((1, 1, EventErrorCodes.MalformedJson), (reading.Accepted, reading.Rejected, reading.Errors[0].Code));
        Assert.False(Reading.Of([.. "["u8, .. body[..^1].TakeWhile(b => b != '\n'), .. "]"u8], BodyForm.Json).IsTaken);
    }

    [Fact]
    public void Only_the_first_hundred_errors_are_told()
    {
        var reading = Reading.Of(string.Concat(Enumerable.Repeat("{}\n", 250)));

        Assert.Equal((true, 0, 250, 100), (reading.IsTaken, reading.Accepted, reading.Rejected, reading.Errors.Count));
        Assert.Equal(Enumerable.Range(1, 100), reading.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \r\n")]
    [InlineData("nothing\n[1]\n17")]
    [InlineData("{\"type\":")]
    public void A_body_without_an_object_is_refused_as_a_whole(string body)
    {
        var reading = Reading.Of(body);

        Assert.Equal((false, 0, 0), (reading.IsTaken, reading.Accepted, reading.Rejected));
        Assert.Empty(reading.Batches);
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00Z", true)]
    [InlineData("2026-03-02T12:00:00.0000001Z", false)]
    public void With_the_wall_clock_the_future_ends_in_a_day(string time, bool isTaken)
    {
        var body = "{" + Signin + ",\"time\":\"" + time + "\"}";
        var wall = Reading.Of(body, clock: ClockMode.Wall);

        Assert.Equal(isTaken ? 1 : 0, wall.Accepted);
        Assert.All(wall.Errors, error => Assert.Equal((EventErrorCodes.BadField, EventFields.TooFarAhead), (error.Code, error.Message)));
        Assert.Equal(1, Reading.Of(body, clock: ClockMode.Stream).Accepted);
    }

    [Fact]
    public void No_message_repeats_what_was_sent()
    {
        foreach (var row in Bad())
        {
            var line = ((string)row[0]).Replace("lakala", "secretvalue", StringComparison.Ordinal).Replace("T0000001", "secretvalue", StringComparison.Ordinal);
            Assert.All(Reading.Of(line + "\n{" + Signin + "}").Errors, error => Assert.DoesNotContain("secretvalue", error.Message, StringComparison.Ordinal));
        }
    }
}
