using PosMonitor.Storage;

namespace PosMonitor.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Wrong_settings_of_all_sections_stop_the_start_together_and_nothing_is_made()
    {
        var directory = Path.Combine(RunningMonitor.NewDirectory(), "data");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunningMonitor.StartOn(
            directory, "--PosMonitor:Clock=lamport", "--PosMonitor:Detection:NotifySla=30", "--PosMonitor:Access:AdminKey=two words", "--PosMonitor:Ingest:Bodies=1"));

        var lines = StartFailure.Explain(failure);
        Assert.Contains("PosMonitor:Clock is 'lamport'; allowed is wall or stream.", lines);
        Assert.Contains("PosMonitor:Detection:NotifySla is '30'; allowed is a duration, hh:mm:ss[.fff].", lines);
        Assert.Contains("PosMonitor:Ingest:Bodies is not a setting; there are BodiesInFlight, MebibytesInFlight, LongestWait.", lines);
        Assert.Contains(lines, line => line.StartsWith("PosMonitor:Access:AdminKey cannot be sent", StringComparison.Ordinal) && !line.Contains("two words", StringComparison.Ordinal));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task A_second_monitor_on_the_directory_says_so_in_one_line()
    {
        await using var first = await RunningMonitor.Start();

        var failure = await Assert.ThrowsAsync<StoreUnusableException>(() => RunningMonitor.StartOn(first.Directory));

        Assert.Contains("in use by another process", Assert.Single(StartFailure.Explain(failure)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_named_and_no_key_is_spent()
    {
        await using var first = await RunningMonitor.Start();
        var directory = RunningMonitor.NewDirectory();

        var failure = await Assert.ThrowsAsync<IOException>(() => RunningMonitor.StartOn(directory, "--urls", first.Url));

        Assert.Equal($"Failed to bind to address {first.Url}: address already in use.", Assert.Single(StartFailure.Explain(failure)));
        await using var second = await RunningMonitor.StartOn(directory);
        Assert.Contains("The admin key, which is told only now", second.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_is_not_explained_away() => Assert.Empty(StartFailure.Explain(new InvalidOperationException("a defect")));

    [Theory]
    [InlineData("12:00:00.000", "00:00:00.500", "12:00:00.500")]
    [InlineData("12:00:00.499", "00:00:00.500", "12:00:00.500")]
    [InlineData("12:00:00.500", "00:00:00.500", "12:00:10.500")]
    [InlineData("12:00:09.999", "00:00:00.500", "12:00:10.500")]
    [InlineData("12:00:10.000", "00:00:00", "12:00:20.000")]
    [InlineData("12:00:41.000", "00:00:45", "12:00:45.000")]
    public void Slots_are_settled_when_grace_is_over(string now, string grace, string next) =>
        Assert.Equal(At(next), ShardKeeper.NextSettle(At(now), TimeSpan.Parse(grace, null)));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-01-31T{time}Z", null);
}
