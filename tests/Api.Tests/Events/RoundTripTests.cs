using System.Text;
using CsCheck;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Events;

/// <summary>What goes in through either door comes out of the packed batch with the same meaning, in any way it is written.</summary>
public class RoundTripTests
{
    [Fact]
    public void Any_valid_event_reads_back_equal_in_meaning() =>
        Gen.Select(EventGen.Event.Array[1, 40], Gen.Int).Sample(
            (events, seed) =>
            {
                var random = new Random(seed);
                var body = string.Join('\n', events.Select(e => EventGen.Write(e, random)));
                var reading = Reading.Of(body);
                Assert.Equal([], reading.Errors);
                Assert.Equal(Settled(events), reading.Events);
                var array = Reading.Of("[" + body.Replace("\n", ", ", StringComparison.Ordinal) + "]", BodyForm.Json);
                Assert.Equal(reading.Events, array.Events);
            },
            iter: 300);

    [Fact]
    public void Both_doors_pack_the_same_bytes() =>
        Gen.Select(EventGen.Event.Where(e => e.Type != EventType.Watermark).Array[1, 40], Gen.Int).Sample(
            (events, seed) =>
            {
                var random = new Random(seed);
                var (reader, packer) = (new PosEventReader(Reading.Seal), new BatchPacker());
                var view = default(EventView);
                foreach (var e in events)
                {
                    reader.Read(e, ref view);
                    packer.Add(in view, ShardMap.Hash(view.Acquirer, view.Type == EventType.Settlement ? view.Merchant : view.Terminal));
                }
                var expected = packer.ToBatch();
                var actual = Assert.Single(Reading.Of(string.Join('\n', events.Select(e => EventGen.Write(e, random)))).Batches).Batch;
                Assert.Equal(expected.Bytes, actual.Bytes);
                Assert.Equal(expected.Terminals, actual.Terminals);
                Assert.Equal((expected.Count, expected.From, expected.To), (actual.Count, actual.From, actual.To));
            },
            iter: 300);

    [Fact]
    public void Shards_keep_the_order_of_each_terminal() =>
        Gen.Select(EventGen.Event.Where(e => e.Type != EventType.Watermark).Array[1, 60], Gen.Int).Sample(
            (events, seed) =>
            {
                var random = new Random(seed);
                var reading = Reading.Of(string.Join('\n', events.Select(e => EventGen.Write(e, random))), shards: 7);
                Assert.Equal(events.Length, reading.Events.Count);
                foreach (var terminal in events.GroupBy(e => (e.Acquirer, e.Terminal ?? e.Merchant, e.Type == EventType.Settlement)))
                {
                    Assert.Equal(
                        terminal,
                        reading.Events.Where(e => (e.Acquirer, e.Terminal ?? e.Merchant, e.Type == EventType.Settlement) == terminal.Key));
                }
            },
            iter: 200);

    [Fact]
    public void A_mutated_body_never_throws_and_every_line_counts() =>
        Gen.Select(EventGen.Event.Array[1, 12], Gen.Int, Gen.Int[1, 30], Gen.Enum<BodyForm>()).Sample(
            (events, seed, mutations, form) =>
            {
                var random = new Random(seed);
                var separator = form == BodyForm.Lines ? "\n" : ",";
                var text = string.Join(separator, events.Select(e => EventGen.Write(e, random)));
                var body = Encoding.UTF8.GetBytes(form is BodyForm.Json or BodyForm.CloudEventBatch ? "[" + text + "]" : text).ToList();
                for (var mutation = 0; mutation < mutations && body.Count > 0; mutation++)
                    Mutate(body, random);
                byte[] bytes = [.. body];

                var reading = Reading.Of(bytes, form, shards: 3);

                Assert.Equal(Math.Min(reading.Rejected, EventReader.MostErrors), reading.Errors.Count);
                if (!reading.IsTaken)
                    Assert.Equal((0, 0, 0), (reading.Accepted, reading.Rejected, reading.Batches.Count));
                else if (form == BodyForm.Lines)
                    Assert.Equal(NonEmptyLines(bytes), reading.Accepted + reading.Rejected);
                Assert.True(reading.Events.Count(e => e.Type != EventType.Watermark) <= reading.Accepted, "more was packed than accepted");
            },
            iter: 2000);

    // Of watermarks with nothing in between only the latest is packed, and one that is not later than those before never is.
    private static List<PosEvent> Settled(IReadOnlyList<PosEvent> events)
    {
        var (settled, latest) = (new List<PosEvent>(), (PosEvent?)null);
        foreach (var e in events)
        {
            if (e.Type != EventType.Watermark)
                settled.Add(e);
            else if (latest is null || e.Time > latest.Time)
            {
                if (settled.Count > 0 && settled[^1].Type == EventType.Watermark)
                    settled.RemoveAt(settled.Count - 1);
                settled.Add(latest = e);
            }
        }
        return settled;
    }

    private static void Mutate(List<byte> body, Random random)
    {
        var at = random.Next(body.Count);
        switch (random.Next(6))
        {
            case 0:
                body[at] = (byte)random.Next(256);
                break;
            case 1:
                body.RemoveAt(at);
                break;
            case 2:
                body.Insert(at, "{}[]\",:\\\n\r0-.eu*="u8[random.Next(17)]);
                break;
            case 3:
                body.RemoveRange(at, Math.Min(random.Next(40), body.Count - at));
                break;
            case 4:
                body.InsertRange(at, body.GetRange(random.Next(at + 1), Math.Min(random.Next(60), body.Count - at)));
                break;
            default:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static int NonEmptyLines(byte[] body)
    {
        var lines = 0;
        foreach (var range in body.AsSpan().Split((byte)'\n'))
        {
            var line = body.AsSpan(range);
            if (line.StartsWith("\uFEFF"u8))
                line = line[3..];
            lines += line.Trim(" \t\r"u8).IsEmpty ? 0 : 1;
        }
        return lines;
    }
}
