namespace PosMonitor.Operations;

[CollectionDefinition(SharedConsole.Name)]
public sealed class SharedConsoleCollection : ICollectionFixture<SharedConsole>;
