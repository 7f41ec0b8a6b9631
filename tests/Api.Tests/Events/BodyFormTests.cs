using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Tests.Events;

/// <summary>JSON documents and CloudEvents, and the way of watermarks to every shard.</summary>
public class BodyFormTests
{
    private const string Data = "{\"acquirer\":\"a\",\"terminal\":\"t\",\"txn\":\"x\",\"code\":\"00\"}";
    private const string Event = "{\"type\":\"response\",\"time\":\"2026-03-01T12:00:00Z\",\"acquirer\":\"a\",\"terminal\":\"t\",\"txn\":\"x\",\"code\":\"00\"}";
    private const string CloudEvent =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"posmonitor.response\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":" + Data + "}";

    [Theory]
    [InlineData(BodyForm.Json, Event)]
    [InlineData(BodyForm.Json, "\uFEFF\r\n [" + Event + "] \n")]
    [InlineData(BodyForm.CloudEvent, CloudEvent)]
    [InlineData(BodyForm.CloudEventBatch, "[" + CloudEvent + "]")]
    public void Every_form_gives_the_same_event(BodyForm form, string body) =>
        Assert.Equal(Assert.Single(Reading.Of(Event).Events), Assert.Single(Reading.Of(body, form).Events));

    [Fact]
    public void An_element_is_told_by_its_position()
    {
        var reading = Reading.Of("[\n\n" + Event + ",\n17,{},null,[{}]," + Event + "]", BodyForm.Json);

        Assert.Equal((2, 4), (reading.Accepted, reading.Rejected));
        Assert.Equal(
            [(2, EventErrorCodes.MalformedJson), (3, EventErrorCodes.MissingField), (4, EventErrorCodes.MalformedJson), (5, EventErrorCodes.MalformedJson)],
            reading.Errors.Select(error => (error.Line, error.Code)));
    }

    [Theory]
    [InlineData(BodyForm.Json, "")]
    [InlineData(BodyForm.Json, "[]")]
    [InlineData(BodyForm.Json, "[1,2]")]
    [InlineData(BodyForm.Json, "17")]
    [InlineData(BodyForm.Json, "[" + Event)]
    [InlineData(BodyForm.Json, "[" + Event + ",]")]
    [InlineData(BodyForm.Json, Event + Event)]
    [InlineData(BodyForm.Json, Event + "\n" + Event)]
    [InlineData(BodyForm.Json, "[" + Event + "] x")]
    [InlineData(BodyForm.CloudEvent, "[" + CloudEvent + "]")]
    [InlineData(BodyForm.CloudEventBatch, CloudEvent)]
    public void A_document_that_is_not_of_its_form_is_refused_as_a_whole(BodyForm form, string body)
    {
        var reading = Reading.Of(body, form);

        Assert.Equal((false, 0, 0), (reading.IsTaken, reading.Accepted, reading.Rejected));
        Assert.Empty(reading.Batches);
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", EventErrorCodes.BadField)]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":1.0", EventErrorCodes.BadField)]
    [InlineData("\"specversion\":\"1.0\",", "", EventErrorCodes.MissingField)]
    [InlineData("\"type\":\"posmonitor.response\",", "", EventErrorCodes.MissingField)]
    [InlineData("posmonitor.response", "response", EventErrorCodes.UnknownType)]
    [InlineData("posmonitor.response", "posmonitor.", EventErrorCodes.UnknownType)]
    [InlineData("posmonitor.response", "posmonitor.sale", EventErrorCodes.UnknownType)]
    [InlineData("\"time\":\"2026-03-01T12:00:00Z\",", "", EventErrorCodes.MissingField)]
    [InlineData("\"time\":\"2026-03-01T12:00:00Z\"", "\"time\":\"today\"", EventErrorCodes.BadField)]
    [InlineData("\"data\":" + Data, "\"data_base64\":\"e30=\"", EventErrorCodes.MissingField)]
    [InlineData("\"data\":" + Data, "\"data\":[" + Data + "]", EventErrorCodes.BadField)]
    [InlineData("\"data\":" + Data, "\"data\":\"{}\"", EventErrorCodes.BadField)]
    [InlineData("\"data\":" + Data, "\"data\":" + Data + ",\"data\":{}", EventErrorCodes.MissingField)]
    [InlineData("\"data\":" + Data, "\"data\":{\"in\":" + Data + "}", EventErrorCodes.MissingField)]
    [InlineData("\"code\":\"00\"", "\"code\":0", EventErrorCodes.BadField)]
    public void A_bad_CloudEvent_costs_only_itself(string part, string instead, string code)
    {
        var reading = Reading.Of("[" + CloudEvent + "," + CloudEvent.Replace(part, instead, StringComparison.Ordinal) + "]", BodyForm.CloudEventBatch);

        var error = Assert.Single(reading.Errors);
        Assert.Equal((2, code, 1), (error.Line, error.Code, reading.Accepted));
    }

    [Theory]
    [InlineData("\"data\":{\"type\":\"signin\",\"time\":\"x\",")]
    [InlineData("\"extension\":{\"code\":\"99\",\"terminal\":5},\"data\":{\"deep\":{\"code\":\"99\"},")]
    [InlineData("\"code\":\"99\",\"data\":{\"code\":\"99\"},\"data\":{")]
    public void Only_the_fields_of_the_data_count(string instead)
    {
        var body = CloudEvent.Replace("\"data\":{", instead, StringComparison.Ordinal);

        Assert.Equal(Assert.Single(Reading.Of(Event).Events), Assert.Single(Reading.Of(body, BodyForm.CloudEvent).Events));
    }

    [Fact]
    public void A_watermark_goes_to_every_shard_between_the_events_around_it()
    {
        var body = new List<string>();
        for (var number = 0; number < 60; number++)
        {
            body.Add($"{{\"type\":\"heartbeat\",\"time\":\"2026-03-01T12:{number:00}:00Z\",\"acquirer\":\"a\",\"terminal\":\"t{number % 30}\"}}");
            if (number is 29 or 30 or 59)
                body.Add($"{{\"type\":\"watermark\",\"time\":\"2026-03-01T12:{number:00}:30Z\"}}");
        }
        body.Add("{\"type\":\"watermark\",\"time\":\"2026-03-01T00:00:00Z\"}");

        var reading = Reading.Of(string.Join('\n', body), shards: 8);

        Assert.Equal(64, reading.Accepted);
        Assert.Equal(Enumerable.Range(0, 8), reading.Batches.Select(part => part.Shard));
        foreach (var part in reading.Batches)
        {
            var events = Reading.Unpack(part.Batch);
            Assert.Equal(events.OrderBy(e => e.Time), events);
            Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 59, 30, TimeSpan.Zero), events[^1].Time);
            var half = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);
            if (events.Any(e => e.Type == EventType.Heartbeat && e.Time < half) && events.Any(e => e.Type == EventType.Heartbeat && e.Time > half))
                Assert.Contains(events, e => e.Type == EventType.Watermark && e.Time < half.AddMinutes(1));
        }
    }

    [Fact]
    public void With_the_wall_clock_a_watermark_is_accepted_and_ignored()
    {
        var reading = Reading.Of("{\"type\":\"watermark\",\"time\":\"2030-01-01T00:00:00Z\"}", clock: ClockMode.Wall, shards: 8);

        Assert.Equal((true, 1, 0), (reading.IsTaken, reading.Accepted, reading.Rejected));
        Assert.Empty(reading.Batches);
    }

    [Fact]
    public void A_terminal_and_a_merchant_stay_on_their_shards()
    {
        var settlement = "{\"type\":\"settlement\",\"time\":\"2026-03-01T12:00:00Z\",\"acquirer\":\"a\",\"merchant\":\"m\",\"terminal\":\"ignored\",\"amount\":1,\"payer\":\"p\"}";

        var reading = Reading.Of(Event + "\n" + settlement, shards: 4096);

        Assert.Equal(
            new HashSet<int> { ShardOf("t"), ShardOf("m") },
            reading.Batches.Select(part => part.Shard).ToHashSet());

        static int ShardOf(string subject) =>
            Shards.ShardMap.ShardOf(Shards.ShardMap.Hash("a"u8, System.Text.Encoding.ASCII.GetBytes(subject)), 4096);
    }

    [Fact]
    public void A_reader_that_is_kept_forgets_the_body_before()
    {
        var reader = new EventReader(4, ClockMode.Stream, Reading.Seal);
        var first = Reading.With(reader, System.Text.Encoding.UTF8.GetBytes(Event + "\n{}\n{\"type\":\"watermark\",\"time\":\"2026-03-01T12:00:00Z\"}"), BodyForm.Lines);
        var broken = Reading.With(reader, System.Text.Encoding.UTF8.GetBytes("[" + Event + ","), BodyForm.Json);
        var second = Reading.With(reader, System.Text.Encoding.UTF8.GetBytes(Event), BodyForm.Lines);

        Assert.Equal((2, 1, 4), (first.Accepted, first.Rejected, first.Batches.Count));
        Assert.Equal((false, 0, 0), (broken.IsTaken, broken.Accepted, broken.Batches.Count));
        Assert.Equal((1, 0, 1), (second.Accepted, second.Rejected, second.Events.Count));
    }
}
