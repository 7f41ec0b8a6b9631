using System.Text.Json;

namespace PosMonitor.Hosting;

public sealed class StopTests
{
    private const string Request = """{"type":"request","time":"2026-01-31T12:00:00Z","acquirer":"lakala","terminal":"T1","merchant":"M1","txn":"1","amount":1250}""";
    private const string Response = """{"type":"response","time":"2026-01-31T12:00:01Z","acquirer":"lakala","terminal":"T1","txn":"1","code":"00"}""";

    [Fact]
    public async Task What_was_taken_is_there_after_an_orderly_stop()
    {
        var first = await RunningMonitor.Start();
        await first.Post(Request, Response);
        var before = await first.Get("/v1/acquirers/lakala/terminals/T1");
        await first.DisposeAsync();

        await using var second = await RunningMonitor.StartOn(first.Directory, $"--PosMonitor:Access:AdminKey={RunningMonitor.Key}");

        Assert.Equal(before.GetProperty("total").GetRawText(), (await second.Get("/v1/acquirers/lakala/terminals/T1")).GetProperty("total").GetRawText());
        Assert.Equal("approved", (await second.Get("/v1/acquirers/lakala/terminals/T1/transactions/1")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_stream_ends_with_the_process_and_does_not_hold_it_up()
    {
        await using var monitor = await RunningMonitor.Start();
        using var stream = await monitor.Client.GetStreamAsync(new Uri("/v1/fleet/stream", UriKind.Relative)).ContinueWith(open => new StreamReader(open.Result), TaskScheduler.Default);
        Assert.Equal("event: fleet", await stream.ReadLineAsync());

        // Kestrel would wait two minutes for it.
        await monitor.Stop().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.NotNull(await stream.ReadToEndAsync());
    }

    [Fact]
    public async Task The_stream_tells_the_fleet_again_and_again()
    {
        await using var monitor = await RunningMonitor.Start();
        using var stream = await monitor.Client.GetStreamAsync(new Uri("/v1/fleet/stream", UriKind.Relative)).ContinueWith(open => new StreamReader(open.Result), TaskScheduler.Default);

        var first = await ReadEvent(stream);
        var second = await ReadEvent(stream);

        Assert.True(second.Id > first.Id, $"{first.Id}, {second.Id}");
        Assert.Equal("fleet", second.Data.GetProperty("id").GetString());
        Assert.Equal("stream", second.Data.GetProperty("clock").GetProperty("mode").GetString());
    }

    [Fact]
    public async Task The_demo_fills_the_fleet_through_the_front_door()
    {
        await using var monitor = await RunningMonitor.Start("--demo");
        using var stream = await monitor.Client.GetStreamAsync(new Uri("/v1/fleet/stream", UriKind.Relative)).ContinueWith(open => new StreamReader(open.Result), TaskScheduler.Default);

        var patience = TimeSpan.FromSeconds(60);
        using var bodies = new CancellationTokenSource(patience);
        while ((await ReadEvent(stream)).Data.GetProperty("total").GetProperty("transactions").GetProperty("approved").GetInt64() == 0)
            Assert.False(bodies.IsCancellationRequested, $"No approved transaction of the simulated fleet within {patience}.");
    }

    private static async Task<(long Id, JsonElement Data)> ReadEvent(StreamReader stream)
    {
        Assert.Equal("event: fleet", await stream.ReadLineAsync());
        var data = await stream.ReadLineAsync();
        var id = await stream.ReadLineAsync();
        Assert.Equal("", await stream.ReadLineAsync());
        return (long.Parse(id!["id: ".Length..], null), JsonDocument.Parse(data!["data: ".Length..]).RootElement);
    }
}
