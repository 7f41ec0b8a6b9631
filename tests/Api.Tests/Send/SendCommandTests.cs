namespace PosMonitor.Send;

public sealed class SendCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("{\"type\":\"heartbeat\",\"acquirer\":\"a\",\"terminal\":\"t\"}\n", 0)]
    [InlineData("{\"type\":\"heartbeat\",\"acquirer\":\"a\",\"terminal\":\"t\"}\nbroken\n", 3)]
    public async Task The_exit_code_tells_whether_all_was_accepted(string content, int code)
    {
        await using var monitor = await FakeMonitor.Start();
        await File.WriteAllTextAsync(_file, content);
        Assert.Equal(code, await SendCommand.RunAsync(["send", _file, "--to", monitor.Address.ToString(), "--key=secret"]));
        Assert.Single(monitor.Taken);
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_with_1()
    {
        await using var monitor = await FakeMonitor.Start();
        monitor.Refuses = (_, context) => FakeMonitor.Problem(context, 401);
        await File.WriteAllTextAsync(_file, "{}\n");
        Assert.Equal(1, await SendCommand.RunAsync(["send", _file, "--to", monitor.Address.ToString(), "--key", "secret"]));
    }

    [Theory]
    [InlineData(2, "--key", "k", "--nothing", "1")]
    [InlineData(2, "a", "b", "--key", "k")]
    [InlineData(2, "a", "--key", "k", "--batch", "0")]
    [InlineData(2, "a", "--key", "k", "--speed", "-1")]
    [InlineData(2, "a", "--key", "k", "--to", "nowhere")]
    [InlineData(2, "a", "--key")]
    [InlineData(1, "/no/such/file", "--key", "k")]
    [InlineData(0, "--help")]
    public async Task A_command_line_that_makes_no_sense_is_told(int code, params string[] args) =>
        Assert.Equal(code, await SendCommand.RunAsync(args));

    [Fact]
    public void The_address_is_completed_and_what_is_named_is_read()
    {
        var options = SendOptions.Parse(["-", "--to", "http://monitor:9/base/", "--connections=8", "--batch", "10", "--speed", "0.5", "--give-up", "00:00:07"], "env");
        Assert.Equal(
            new SendOptions
            {
                Events = new Uri("http://monitor:9/base/v1/events"),
                Key = "env",
                Connections = 8,
                Batch = 10,
                Speed = 0.5,
                GiveUp = TimeSpan.FromSeconds(7),
            },
            options);
    }

    public void Dispose() => File.Delete(_file);
}
