using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace PosMonitor.Send;

public sealed class SenderTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Everything_is_sent_once_and_in_order_per_terminal()
    {
        await using var monitor = await FakeMonitor.Start();
        var random = new Random(1);
        monitor.Refuses = async (_, _) =>
        {
            int delay;
            lock (random)
                delay = random.Next(15);
            await Task.Delay(delay);
            return false;
        };
        var lines = Events(terminals: 37, count: 5000);
        var tally = await Send(monitor, lines, options => options with { Batch = 100 });
        Assert.Equal((5000, 0), (tally.Accepted, tally.Rejected));
        AssertSameOrderPerTerminal(lines, monitor.Taken);
        Assert.InRange(monitor.MostInFlight, 2, 4);
        Assert.Equal(100, monitor.LinesPerBody.Max());
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_until_it_is()
    {
        await using var monitor = await FakeMonitor.Start();
        monitor.Refuses = (body, context) => (body % 5) switch
        {
            1 => FakeMonitor.Problem(context, 429, retryAfter: 0),
            2 => FakeMonitor.Problem(context, 503),
            3 => Dropped(context),
            _ => Task.FromResult(false),
        };
        var lines = Events(terminals: 11, count: 1000);
        var tally = await Send(monitor, lines, options => options with { Batch = 100 });
        Assert.Equal((1000, 0), (tally.Accepted, tally.Rejected));
        AssertSameOrderPerTerminal(lines, monitor.Taken);
        Assert.True(tally.Waits >= 3, $"{tally.Waits} bodies were sent again");
    }

    [Fact]
    public async Task Retry_After_is_heeded()
    {
        await using var monitor = await FakeMonitor.Start();
        var refused = default(DateTimeOffset);
        var again = default(DateTimeOffset);
        monitor.Refuses = (body, context) =>
        {
            (body == 1 ? ref refused : ref again) = DateTimeOffset.UtcNow;
            return body == 1 ? FakeMonitor.Problem(context, 429, retryAfter: 1) : Task.FromResult(false);
        };
        await Send(monitor, Events(1, 1));
        Assert.InRange((again - refused).TotalSeconds, 1, 10);
    }

    [Fact]
    public async Task A_watermark_waits_for_all_before_it_and_all_after_it_wait()
    {
        await using var monitor = await FakeMonitor.Start();
        var random = new Random(2);
        monitor.Refuses = async (_, _) =>
        {
            int delay;
            lock (random)
                delay = random.Next(10);
            await Task.Delay(delay);
            return false;
        };
        var lines = new List<string>();
        foreach (var chunk in Events(terminals: 20, count: 900).Chunk(300))
            lines.AddRange([.. chunk, $$"""{"type":"watermark","time":"2026-01-01T00:00:0{{lines.Count / 300}}Z"}"""]);
        await Send(monitor, lines, options => options with { Batch = 10 });
        var taken = monitor.Taken.ToList();
        Assert.Equal(lines.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
        for (var start = 0; start < lines.Count; start += 301)
        {
            Assert.Equal(lines.Skip(start).Take(301).Order(StringComparer.Ordinal), taken.Skip(start).Take(301).Order(StringComparer.Ordinal));
            Assert.Equal(lines[start + 300], taken[start + 300]);
        }
    }

    [Fact]
    public async Task Refused_lines_are_told_by_their_number_in_the_file()
    {
        await using var monitor = await FakeMonitor.Start();
        var lines = Events(terminals: 9, count: 600);
        lines[41] = """{"acquirer":"lakala","terminal":"T1","type":"bad"}""";
        lines[99] = "no JSON at all";
        lines[100] = "";
        lines[500] = "{\"long\":\"" + new string('x', 200_000) + "\"}";
        var tally = await Send(monitor, lines, options => options with { Batch = 50 });
        Assert.Equal([42L, 100L, 501L], tally.Errors.Select(error => error.Line));
        Assert.Equal(["bad-field", "malformed-json", "too-long"], tally.Errors.Select(error => error.Error.Code));
        Assert.Equal((596, 3), (tally.Accepted, tally.Rejected));
        Assert.Equal([("bad-field", 1L), ("malformed-json", 1L), ("too-long", 1L)], tally.Codes);
    }

    [Fact]
    public async Task A_line_above_the_limit_is_cut_but_stays_above_it()
    {
        await using var monitor = await FakeMonitor.Start();
        var longest = 0;
        monitor.Refuses = async (_, context) =>
        {
            await Task.CompletedTask;
            longest = Math.Max(longest, (int)(context.Request.ContentLength ?? 0));
            return false;
        };
        var first = Events(1, 1)[0];
        await Send(monitor, [first, "{\"x\":\"" + new string('x', 3_000_000) + "\"}", first], options => options with { Connections = 1 });
        Assert.InRange(longest, (16 << 10) + 1, 40_000);
        Assert.Equal([first, first], monitor.Taken);
    }

    [Fact]
    public async Task A_file_of_nothing_but_broken_lines_is_counted_and_not_sent()
    {
        await using var monitor = await FakeMonitor.Start();
        var tally = await Send(monitor, ["hello", "", "world"]);
        Assert.Equal((0, 2, 0), (tally.Accepted, tally.Rejected, monitor.Bodies));
        Assert.Equal([1L, 3L], tally.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(415)]
    public async Task What_will_never_be_taken_stops_it(int status)
    {
        await using var monitor = await FakeMonitor.Start();
        monitor.Refuses = (body, context) => body == 3 ? FakeMonitor.Problem(context, status, title: "wrong") : Task.FromResult(false);
        var stopped = await Assert.ThrowsAsync<SendStoppedException>(() => Send(monitor, Events(10, 5000), options => options with { Batch = 50 }));
        Assert.Contains($"{status} wrong: because", stopped.Message, StringComparison.Ordinal);
        Assert.True(monitor.Taken.Count < 5000);
    }

    [Fact]
    public async Task It_gives_up_when_nobody_answers_for_long()
    {
        await using var monitor = await FakeMonitor.Start();
        monitor.Refuses = (_, context) => FakeMonitor.Problem(context, 503);
        var stopped = await Assert.ThrowsAsync<SendStoppedException>(
            () => Send(monitor, Events(1, 1), options => options with { GiveUp = TimeSpan.FromSeconds(1) }));
        Assert.Contains("Given up", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_ends_it_soon()
    {
        await using var monitor = await FakeMonitor.Start();
        using var interrupt = new CancellationTokenSource();
        monitor.Refuses = (_, context) =>
        {
            interrupt.Cancel();
            return FakeMonitor.Problem(context, 503, retryAfter: 600);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Send(monitor, Events(3, 100), options => options with { GiveUp = TimeSpan.FromHours(1) }, cancellation: interrupt.Token));
    }

    [Fact]
    public async Task Gzip_of_several_members_is_unpacked()
    {
        await using var monitor = await FakeMonitor.Start();
        var lines = Events(terminals: 5, count: 3000);
        using var packed = new MemoryStream();
        foreach (var half in lines.Chunk(1500))
        {
            await using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', half) + "\n"));
        }
        var tally = await Send(monitor, new MemoryStream(packed.ToArray()));
        Assert.Equal(3000, tally.Accepted);
        AssertSameOrderPerTerminal(lines, monitor.Taken);
    }

    [Fact]
    public async Task Gzip_that_is_cut_off_stops_it()
    {
        await using var monitor = await FakeMonitor.Start();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', Events(5, 3000))));
        packed.GetBuffer().AsSpan(200, 50).Fill(0xff);
        await Assert.ThrowsAsync<SendStoppedException>(() => Send(monitor, new MemoryStream(packed.ToArray())));
    }

    [Fact]
    public async Task A_BOM_and_line_ends_of_Windows_are_no_part_of_the_lines()
    {
        await using var monitor = await FakeMonitor.Start();
        var lines = Events(terminals: 2, count: 10);
        await Send(monitor, new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))]));
        AssertSameOrderPerTerminal(lines, monitor.Taken);
    }

    [Fact]
    public async Task With_a_speed_times_move_to_now_and_pass_faster()
    {
        await using var monitor = await FakeMonitor.Start();
        string[] lines =
        [
            """{"type":"heartbeat","time":"2019-05-01T08:00:00+08:00","acquirer":"lakala","terminal":"T1"}""",
            """{"time":"2019-05-01T00:00:30Z","type":"heartbeat","acquirer":"lakala","terminal":"T1"}""",
            """{"type":"heartbeat","acquirer":"lakala","terminal":"T1", "time" : "2019-05-01T00:01:00.000Z" }""",
        ];
        var before = DateTimeOffset.UtcNow;
        await Send(monitor, lines, options => options with { Speed = 60 });
        var after = DateTimeOffset.UtcNow;
        var times = monitor.Taken.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("time").GetDateTimeOffset()).ToArray();
        Assert.Equal([0, 0.5, 1], times.Select(time => (time - times[0]).TotalSeconds));
        Assert.InRange(times[0], before, after);
        Assert.True(after >= times[2], "the last one was sent before its moment");
    }

    private static async Task<bool> Dropped(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await Task.Yield();
        context.Abort();
        return true;
    }

    private static Task<Tally> Send(FakeMonitor monitor, IEnumerable<string> lines, Func<SendOptions, SendOptions>? change = null, CancellationToken cancellation = default) =>
        Send(monitor, new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), change, cancellation);

    private static async Task<Tally> Send(FakeMonitor monitor, Stream input, Func<SendOptions, SendOptions>? change = null, CancellationToken cancellation = default)
    {
        var tally = new Tally();
        using var http = new HttpClient();
        using var sender = new Sender(http, change is null ? monitor.Options : change(monitor.Options), tally, TimeProvider.System);
        await sender.Run(input, cancellation).WaitAsync(Timeout, CancellationToken.None);
        Assert.Empty(monitor.Faults);
        return tally;
    }

    private static List<string> Events(int terminals, int count) => [.. Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"heartbeat","time":"2026-01-01T00:00:00Z","acquirer":"lakala","terminal":"T{{i * 7919 % terminals}}","n":{{i}}}"""))];

    private static void AssertSameOrderPerTerminal(List<string> sent, IReadOnlyList<string> taken)
    {
        Assert.Equal(sent.Count, taken.Count);
        Assert.Equal(ByTerminal(sent), ByTerminal(taken));
    }

    private static SortedDictionary<string, string> ByTerminal(IReadOnlyList<string> lines) => new(
        lines.GroupBy(line => JsonDocument.Parse(line).RootElement.GetProperty("terminal").GetString()!)
            .ToDictionary(group => group.Key, group => string.Join('\n', group)),
        StringComparer.Ordinal);
}
