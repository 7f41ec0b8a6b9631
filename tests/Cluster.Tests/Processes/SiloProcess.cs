namespace PosMonitor.EndToEnd.Processes;

/// <summary>A real silo as a process of its own.</summary>
internal sealed class SiloProcess : DotnetProcess
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    /// <summary>Starts it and does not wait.</summary>
    public SiloProcess(string directory, IEnumerable<string> settings, WrongClock? clock = null)
        : base("SiloDll", directory, settings.Select(s => $"--{s}"), clock?.Environment)
    {
    }

    /// <summary>Waits until it has joined the cluster.</summary>
    public async Task Joined()
    {
        try
        {
            await Eventually.Is("a silo to join", StartWithin, () =>
            {
                MustRun();
                return Task.FromResult(Output.Contains("has joined", StringComparison.Ordinal));
            });
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Output}");
        }
    }
}
