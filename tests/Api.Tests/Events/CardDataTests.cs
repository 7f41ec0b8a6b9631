using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>Track data, PIN blocks and CVVs are refused wherever they are planted, and nothing of them is told or packed.</summary>
public class CardDataTests
{
    private const string Fields = "\"type\":\"request\",\"time\":\"2026-03-01T12:00:00Z\",\"acquirer\":\"a\",\"terminal\":\"t\",\"txn\":\"x\",\"merchant\":\"m\",\"amount\":1";
    private const string Good = "{" + Fields + "}";
    private const string Track2 = ";4111111111111111=25121011000012345678?";
    private const string Track1 = "%B4111111111111111^DOE/JOHN            ^2512101100001234567?";
    private const string De35 = "4111111111111111D25121011000012345678F";

    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("SN 6222-0212-3456-7894.", true)]
    [InlineData("37828224631003", true)]
    [InlineData("6222 0212 3456 7894", true)]
    [InlineData("no 622202123456789400 and 4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("0000000000000", false)]
    [InlineData("41111111111111114111111111111111", false)]
    [InlineData("4111--1111111111111", false)]
    [InlineData("N5-0042", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    public void A_card_number_is_known_by_its_check_digit(string text, bool expected) =>
        Assert.Equal(expected, CardNumbers.AreIn(Encoding.UTF8.GetBytes(text)));

    public static TheoryData<string> Planted()
    {
        var lines = new TheoryData<string>();
        foreach (var name in new[]
        {
            "track1", "track2", "track3", "track2Equivalent", "pin", "pinBlock", "cvv", "cvv2", "cvc", "cvc2", "cav2", "cid", "de35", "de36", "de45", "de52",
            "TRACK_2", "Track-1", "pin_block", "PIN-BLOCK", "C-V_V-2", "DE_52", "_cid_", "track2_equivalent", "p\\u0069n", "\\u0043VV",
        })
        {
            lines.Add("{" + Fields + ",\"" + name + "\":\"7\"}");
        }
        foreach (var value in new[] { "7", "\"\"", "true", "{}", "[]", "[null]", "{\"a\":null}" })
            lines.Add("{" + Fields + ",\"pin\":" + value + "}");
        foreach (var form in new[]
        {
            Track2, Track1, De35, "4111111111111111=2512101", "text " + Track2 + " text", "B4111111111111111^X", "B3782 822463 10005^DOE/J^2512", "4111111111111111d2512101100001",
            "411111111111=2512", "4111111111111111==101",
        })
        {
            lines.Add("{" + Fields + ",\"note\":\"" + form + "\"}");
            lines.Add("{" + Fields + ",\"" + form + "\":1}");
            lines.Add("{" + Fields + ",\"deep\":[{\"er\":[\"" + form + "\"]}]}");
            lines.Add("{" + Fields + ",\"note\":\"" + Escape(form) + "\"}");
            lines.Add("{" + Fields + ",\"" + Escape(form) + "\":1}");
            lines.Add("{" + Fields + ",\"deep\":[{\"er\":[\"" + Escape(form) + "\"]}]}");
        }
        lines.Add("{" + Fields + ",\"txn\":\"" + De35 + "\"}");
        lines.Add("{" + Fields + ",\"txn\":\"" + De35 + "\",\"txn\":\"good\"}");
        lines.Add("{" + Fields + ",\"card\":\"" + Escape(Track2) + "\"}");
        lines.Add("{" + Fields + ",\"cvv\":\"123\",\"cvv\":null}");
        lines.Add("{" + Fields + ",\"raw\":{\"data\":[[[{\"x\":{\"de52\":\"0123456789ABCDEF\"}}]]]}}");
        lines.Add("{" + Fields + ",\"amount\":{\"pin\":\"1234\"}}");
        lines.Add("{" + Fields + ",\"deep\":" + string.Concat(Enumerable.Repeat("[", 500)) + "{\"cvv2\":1}" + new string(']', 500) + "}");
        lines.Add("{" + Fields + ",\"type\":\"nonsense\",\"pin\":\"1234\"}");
        lines.Add("{" + Fields + ",\"pin\":\"1234\"");
        lines.Add("{" + Fields + ",\"note\":\"" + Track2);
        lines.Add(Track1);
        lines.Add("[{\"track2\":\"x\"}]");
        lines.Add("{" + Fields + ",\"cvv\":\"123\",\"note\":\"" + new string('n', 20_000) + "\"}");
        lines.Add("{" + Fields + ",\"note\":\"" + new string('n', 20_000) + Track2 + "\"}");
        return lines;
    }

    [Theory, MemberData(nameof(Planted))]
    public void Card_data_is_refused_before_everything_else(string line)
    {
        var reading = Reading.Of(Good + "\n" + line + "\n" + Good);

        var error = Assert.Single(reading.Errors);
        Assert.Equal((2, EventErrorCodes.CardData, 2, 1), (error.Line, error.Code, reading.Accepted, reading.Rejected));
        var kept = error.Message + Encoding.Latin1.GetString(reading.Batches[0].Batch.Bytes);
        Assert.DoesNotContain("411111", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BodyForm.Json, "[{0},{1}]")]
    [InlineData(BodyForm.CloudEventBatch, "[{0},{1}]")]
    public void Card_data_is_found_in_arrays_of_every_form(BodyForm form, string array)
    {
        var good = form == BodyForm.Json ? Good : "{\"specversion\":\"1.0\",\"type\":\"posmonitor.heartbeat\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"acquirer\":\"a\",\"terminal\":\"t\"}}";
        foreach (var bad in new[]
        {
            good[..^1] + ",\"pin\":1}", good[..^1] + ",\"x\":{\"y\":[{\"De-35\":1}]}}", good[..^1] + ",\"note\":\"" + Escape(Track2) + "\"}", "[{\"cvv\":1}]", "\"" + Track2 + "\"",
        })
        {
            var reading = Reading.Of(array.Replace("{0}", good, StringComparison.Ordinal).Replace("{1}", bad, StringComparison.Ordinal), form);

            var error = Assert.Single(reading.Errors);
            Assert.Equal((2, EventErrorCodes.CardData, 1), (error.Line, error.Code, reading.Accepted));
        }
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("240101123456D2405101x")]
    [InlineData("A240101123456D2405101")]
    [InlineData("2026-03-01=2026")]
    [InlineData("12345678901=2512")]
    [InlineData("https://example.org/?order=20260301120000123&x=1")]
    [InlineData("4111111111111111")]
    [InlineData("1+1=2; 2^10")]
    public void What_only_resembles_a_track_is_taken(string note) =>
        Assert.Equal(1, Reading.Of("{" + Fields + ",\"note\":\"" + note + "\"}").Accepted);

    private static string Escape(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));
}
