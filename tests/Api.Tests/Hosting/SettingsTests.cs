using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;

namespace PosMonitor.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Reads_every_kind_of_value()
    {
        var options = Read<DetectionOptions, DetectionOptionsValidator>(DetectionOptions.Section,
            ("NotifySla", "00:00:10"), ("notifyfloor", "500"), ("NotifyMerchant", "true"), ("FailingShare", "0.4"), ("WindowSize", "30"), ("HoldMissing", "168:00:00"));

        Assert.Equal(TimeSpan.FromSeconds(10), options.NotifySla);
        Assert.Equal(500, options.NotifyFloor);
        Assert.True(options.NotifyMerchant);
        Assert.Equal(0.4, options.FailingShare);
        Assert.Equal(30, options.WindowSize);
        Assert.Equal(TimeSpan.FromDays(7), options.HoldMissing);
    }

    [Theory]
    [InlineData("stream", ClockMode.Stream)]
    [InlineData("Stream", ClockMode.Stream)]
    [InlineData("WALL", ClockMode.Wall)]
    public void The_clock_is_a_word_in_any_case(string text, ClockMode clock) =>
        Assert.Equal(clock, Read<MonitorOptions, MonitorOptionsValidator>(MonitorOptions.Section, ("Clock", text)).Clock);

    [Theory]
    [InlineData("NotifySla", "30", "PosMonitor:Detection:NotifySla is '30'; allowed is a duration, hh:mm:ss[.fff].")]
    [InlineData("NotifySla", "00:00:00", "PosMonitor:Detection:NotifySla is 00:00:00; allowed is 00:00:00.0010000 to 1.00:00:00.")]
    [InlineData("NotifySla", "00:20:00", "PosMonitor:Detection:NotifyDeadline is 00:15:00; allowed is at least PosMonitor:Detection:NotifySla (00:20:00).")]
    [InlineData("NotifyFloor", "-1", "PosMonitor:Detection:NotifyFloor is -1; allowed is 0 to 1000000000000.")]
    [InlineData("NotifyMerchant", "yes", "PosMonitor:Detection:NotifyMerchant is 'yes'; allowed is true or false.")]
    [InlineData("FailingShare", "NaN", "PosMonitor:Detection:FailingShare is NaN; allowed is above 0, at most 1.")]
    [InlineData("WindowSize", "101", "PosMonitor:Detection:WindowSize is 101; allowed is 1 to 100.")]
    [InlineData("WindowSize", "4", "PosMonitor:Detection:WindowSize is 4; allowed is at least PosMonitor:Detection:FailingMin (5).")]
    [InlineData("RecoveredShare", "0.5", "PosMonitor:Detection:RecoveredShare is 0.5; allowed is at most PosMonitor:Detection:DegradedShare (0.3).")]
    [InlineData("ResponseTimeout:Of", "1", "PosMonitor:Detection:ResponseTimeout is not a single value; allowed is a duration, hh:mm:ss[.fff].")]
    public void A_wrong_value_is_told_by_full_name_and_range(string name, string value, string message)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read<DetectionOptions, DetectionOptionsValidator>(DetectionOptions.Section, (name, value)));
        Assert.Contains(message, failure.Failures);
    }

    [Fact]
    public void An_unknown_name_is_told_and_what_there_is()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read<DetectionOptions, DetectionOptionsValidator>(DetectionOptions.Section, ("NotifySLO", "00:00:30")));
        Assert.StartsWith("PosMonitor:Detection:NotifySLO is not a setting; there are ResponseTimeout, OrphanAfter,", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Clock", "lamport", "PosMonitor:Clock is 'lamport'; allowed is wall or stream.")]
    [InlineData("Clock", "1", "PosMonitor:Clock is '1'; allowed is wall or stream.")]
    [InlineData("Grace", "00:01:00.001", "PosMonitor:Grace is 00:01:00.0010000; allowed is 00:00:00 to 00:01:00.")]
    [InlineData("Shards", "4097", "PosMonitor:Shards is 4097; allowed is 1 to 4096.")]
    [InlineData("Retention", "00:59:59", "PosMonitor:Retention is 00:59:59; allowed is 01:00:00 to 3650.00:00:00.")]
    [InlineData("SnapshotEvery", "many", "PosMonitor:SnapshotEvery is 'many'; allowed is an integer.")]
    [InlineData("DataDirectory", " ", "PosMonitor:DataDirectory is empty; allowed is the path of a directory.")]
    public void So_it_is_for_the_monitor_as_a_whole(string name, string value, string message)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read<MonitorOptions, MonitorOptionsValidator>(MonitorOptions.Section, (name, value)));
        Assert.Contains(message, failure.Failures);
    }

    [Fact]
    public void The_defaults_are_allowed()
    {
        Assert.True(new DetectionOptionsValidator().Validate(null, new DetectionOptions()).Succeeded);
        Assert.True(new MonitorOptionsValidator().Validate(null, new MonitorOptions()).Succeeded);
    }

    private static TOptions Read<TOptions, TValidator>(string section, params (string Name, string Value)[] settings)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{section}:{setting.Name}", (string?)setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSettings<TOptions, TValidator>(section).BuildServiceProvider();
        return services.GetRequiredService<IOptions<TOptions>>().Value;
    }
}
