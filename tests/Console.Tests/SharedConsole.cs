using PosMonitor.EndToEnd.Processes;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>One monitor with one small fleet and one browser, for all tests that do them no harm.</summary>
public sealed class SharedConsole : IAsyncLifetime, IDisposable
{
    public const string Name = "shared console";

    private readonly DataDirectory _directory = new();

    internal MonitorProcess Monitor { get; private set; } = null!;

    internal Chromium Browser { get; private set; } = null!;

    /// <summary>A browser that is signed in as the administrator.</summary>
    internal async Task<Visitor> SignedIn(Sight sight)
    {
        var visitor = await Browser.Visit(Monitor.Address, sight);
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();
        return visitor;
    }

    public async Task InitializeAsync()
    {
        Monitor = await MonitorProcess.Start(_directory.Path, "PosMonitor:Shards=4");
        await SampleFleet.Fill(Monitor.Client);
        Browser = await Chromium.Start();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Monitor.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();
}
