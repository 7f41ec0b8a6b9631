namespace PosMonitor.Hosting;

/// <summary>One monitor for all tests that only read of it, or use acquirers of their own.</summary>
public sealed class SharedMonitor : IAsyncLifetime
{
    public const string Name = "shared monitor";

    internal RunningMonitor Monitor { get; private set; } = null!;

    public async Task InitializeAsync() => Monitor = await RunningMonitor.Start();

    public async Task DisposeAsync() => await Monitor.DisposeAsync();
}

/// <summary>Binds test classes to the <see cref="SharedMonitor"/>.</summary>
[CollectionDefinition(SharedMonitor.Name)]
public sealed class SharedMonitorTests : ICollectionFixture<SharedMonitor>;
