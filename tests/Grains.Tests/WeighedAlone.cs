namespace PosMonitor.Tests;

/// <summary>Runs its tests while no other runs, as they weigh the memory of the process.</summary>
[CollectionDefinition(nameof(WeighedAlone), DisableParallelization = true)]
public sealed class WeighedAlone;
