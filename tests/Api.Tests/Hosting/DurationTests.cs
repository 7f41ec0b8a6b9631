using CsCheck;
using PosMonitor.Settings;

namespace PosMonitor.Hosting;

public sealed class DurationTests
{
    [Theory]
    [InlineData("00:00:30", 30)]
    [InlineData("00:00:00.5", 0.5)]
    [InlineData("00:15:00.000", 900)]
    [InlineData("24:00:00", 86_400)]
    [InlineData("168:00:00", 604_800)]
    [InlineData("30.00:00:00", 2_592_000)]
    public void Reads_hours_minutes_seconds(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("00:30")]
    [InlineData("00:60:00")]
    [InlineData("00:00:60")]
    [InlineData("-00:00:01")]
    [InlineData("00:00:01.")]
    [InlineData("00:00:01 ")]
    [InlineData("00:00:01\n")]
    [InlineData("999999:00:00")]
    [InlineData("")]
    [InlineData(null)]
    public void Takes_nothing_else(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Reads_what_it_writes() =>
        Gen.Long[0, TimeSpan.FromDays(10_000).Ticks].Select(TimeSpan.FromTicks).Sample(duration => Duration.TryParse(Duration.Format(duration), out var read) && read == duration);
}
