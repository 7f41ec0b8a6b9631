namespace PosMonitor.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void The_switch_demo_does_not_swallow_the_setting_after_it()
    {
        var line = CommandLine.Parse(["--demo", "--urls", "http://127.0.0.1:9000", "--PosMonitor:Clock=stream"]);

        Assert.True(line.Demo);
        Assert.Equal(["--urls", "http://127.0.0.1:9000", "--PosMonitor:Clock=stream"], line.Settings);
        Assert.Null(line.Unknown);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("--PosMonitor:Clock")]
    [InlineData("-x")]
    [InlineData("--")]
    public void An_argument_that_is_no_setting_is_named(string argument) => Assert.Equal(argument, CommandLine.Parse([argument]).Unknown);

    [Fact]
    public void A_setting_without_its_value_is_named() =>
        Assert.Equal("--urls", CommandLine.Parse(["--urls", "--PosMonitor:Clock=stream"]).Unknown);
}
